"""A rehearsal: the day runs by a clock of its own, and an invented crowd takes part by the same wire as people."""
