"""What the npm package needs to run Python."""
