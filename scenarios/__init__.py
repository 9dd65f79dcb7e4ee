"""What people do: tasks, the journeys to them on each platform, and the modes in which people act."""
