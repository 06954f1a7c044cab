"""What code generators of other projects make of our schemas: tried, and written as a page."""
