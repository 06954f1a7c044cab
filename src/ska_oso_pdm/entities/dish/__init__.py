# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Dishes of SKA MID."""
