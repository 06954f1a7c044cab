"""What several steps share: the parts of documents, one module each, and known mistakes."""
