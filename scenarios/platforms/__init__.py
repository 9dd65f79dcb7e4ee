"""One file per platform: how its tasks are done."""
