"""The commands for those who bring a platform of their own: one file each, registered in skolprov/cli.py."""
