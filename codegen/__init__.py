"""The pipeline from schemas to Python classes; never shipped, never importing the package."""
