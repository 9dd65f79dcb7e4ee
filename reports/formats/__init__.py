"""One file per output format, for the readers named in each."""
