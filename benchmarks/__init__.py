"""Ratios between two things measured in one session. Times alone depend on the machine and stand nowhere."""
