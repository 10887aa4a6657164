"""Sheets that organisers print before the event."""
