"""The package for TypeScript: it judges and says the same as Python."""
