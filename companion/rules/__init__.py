"""Rules: pure decisions, a folder for each feature. `base` is their contract, `registry` the one list of commands."""
