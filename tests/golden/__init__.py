"""Stored runs, one per schema version and one of the next major, with what they were rendered to."""
