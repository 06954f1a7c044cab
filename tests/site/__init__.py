"""The site as it is built. `nox -s site` builds it for these tests."""
