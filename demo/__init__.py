"""An embedded school platform to try everything on: a real web application with faults that can be switched on by name."""
