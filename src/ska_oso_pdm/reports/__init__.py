"""What was found in documents, for machines and for logs: as rows of JSON and as lines."""
