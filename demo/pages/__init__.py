"""The demo school's pages, one file per part of a school's day."""
