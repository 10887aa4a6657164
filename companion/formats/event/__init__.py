"""What organisers print beforehand, and a whole event as a file: its archive."""
