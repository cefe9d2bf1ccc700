"""What the keeper of the machine does: first start, checks, backups, moves. Above every room, for it carries all tables."""
