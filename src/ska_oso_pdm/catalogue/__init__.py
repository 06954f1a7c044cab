"""Which schemas, classes and URLs there are."""
