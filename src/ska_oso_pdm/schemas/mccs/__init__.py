# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Codecs of stations and beams of SKA LOW."""
