"""Edits of one place of a set of schemas, of all the kinds that maintainers make.

None of them judges: what an edit does to documents is for the judge of versions to say, and for
documents to show.
"""

from . import choices, objects, values
from .site import EDITS, Edited, Schema, Schemas, at, edited, is_nullable, parts, reached

__all__ = ["EDITS", "Edited", "Schema", "Schemas", "at", "choices", "edited", "is_nullable"]
__all__ += ["objects", "parts", "reached", "values"]
