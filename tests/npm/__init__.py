"""The npm package says what Python says."""
