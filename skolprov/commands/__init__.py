"""The commands that have a file of their own, registered in skolprov/cli.py."""
