"""The npm package judges and says the same as Python. `nox -s npm` builds it for these tests."""
