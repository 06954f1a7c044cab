"""What single values are in Python: quantities, durations, times, numbers, absent containers."""
