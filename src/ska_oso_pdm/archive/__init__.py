"""What is done to many documents: files and folders, conversion of all, and what it replaced."""
