"""How what is published is served over HTTP: `files` finds it, `exchange` answers.

Nothing but GET and HEAD, nothing outside of what is published, no cookie, no state.
"""
