"""The site: where every URL of a document leads, for machines and for people.

`nox -s site` writes it to `build/site`: static files, for any web server and below any path.
"""
