"""The pipeline from schemas to Python classes. It is never shipped and never imports the package."""
