"""What the judge does not decide."""

TOO_DEEP = "parts that are nested more deeply than is judged"


class Unsupported(Exception):  # noqa: N818 - a limit of the judge, no error of anybody
    """A schema says something that is outside of what is decided; the verdict is unknown."""
