"""What a scheduling block is as a whole: its scans in order, and what its identifiers name."""
