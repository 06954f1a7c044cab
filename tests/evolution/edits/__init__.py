"""Edits of one place of a set of schemas, of all the kinds that maintainers make.

None of them judges: what an edit does to documents is for the judge of versions to say, and for
documents to show.
"""

from . import choices, objects, values
from .site import EDITS, Edited, Schema, Schemas, at, edited, edited_at, reached, schemas_of

__all__ = ["EDITS", "Edited", "Schema", "Schemas", "at", "choices", "edited", "edited_at"]
__all__ += ["objects", "reached", "schemas_of", "values"]
