"""What was seen: the records of a run, the directory they lie in, and the care taken with what is personal."""
