"""A whole event as a file: its archive."""
