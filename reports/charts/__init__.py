"""The report's pictures of numbers: SVG for a page that follows the reader's colours; each has a table behind it."""
