# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Entities that SKA MID and SKA LOW share."""
