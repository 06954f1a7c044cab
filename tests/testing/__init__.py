"""The documents that the package makes for tests."""
