"""What does a change of schemas do to documents, readers and writers, before it is released?"""
