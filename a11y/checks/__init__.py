"""Interactive checks, one file each: what a static engine cannot see because it never presses a key."""
