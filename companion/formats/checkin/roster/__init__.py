"""Readers of attendee lists. They only read: what becomes of the people is decided by the rules of attendees."""
