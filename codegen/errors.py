"""What goes wrong in the pipeline."""


class CodegenError(Exception):
    """A mistake in the schemas or in the tables beside them; the text says which and where."""
