# DO NOT EDIT: `nox -s generate` writes this file.
"""Classes generated from the schemas, one package for each version."""
