"""Who did what, append-only and hash-chained; and the one way to write at all: `@action`. Below people, above the world."""
