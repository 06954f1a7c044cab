"""What the judge does not decide."""


class Unsupported(Exception):
    """A schema says something that is outside of what is decided; the verdict is unknown."""
