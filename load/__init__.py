"""What happens when everybody does it at once: recorded journeys, replayed by many people."""
