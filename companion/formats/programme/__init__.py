"""Readers and writers of programmes."""
