"""An invented country to try everything on: filled through the same actions as a real one. Above every room, as people are."""
