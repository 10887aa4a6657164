"""Measurements of the read and the write road, beside a bare loop and a plain Node server in the same run."""
