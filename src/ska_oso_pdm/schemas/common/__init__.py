# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Codecs of the entities that SKA MID and SKA LOW share."""
