"""What workers make for check-in."""
