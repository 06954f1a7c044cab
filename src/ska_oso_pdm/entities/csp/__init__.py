# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Central signal processor."""
