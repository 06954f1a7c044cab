# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Stations and beams of SKA LOW."""
