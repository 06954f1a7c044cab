"""Hand-written behaviour of the generated classes: mixins and value types."""
