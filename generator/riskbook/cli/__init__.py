"""The front door: one thin file a command. Here alone is printed, and a process ended."""
