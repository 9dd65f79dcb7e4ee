"""One measure per file, found by being there: the file's name, with hyphens, is the measure's id."""
