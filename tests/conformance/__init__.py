"""The conformance pack: writes `conformance/`, and holds this package to it.

    python -m tests.conformance          # writes the pack
    python -m tests.conformance --check  # fails where the pack is not what would be written

`sources` says what it is made of, `verdicts` and `changes` choose the cases, `answers` asks the
package, and `writing` makes the files. What was written for the pack alone is in `cases`.
"""
