"""What every step works with: a document whose leaves know their origin, and the account of it."""
