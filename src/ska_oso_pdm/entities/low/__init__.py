# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Target beams, under a second path of that time."""
