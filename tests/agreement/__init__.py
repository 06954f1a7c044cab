"""Schemas and classes judge alike: texts, changes to them, judges, and the comparison."""
