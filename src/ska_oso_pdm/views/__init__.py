"""What is in a document, for people: one summary as data, and the same as text."""
