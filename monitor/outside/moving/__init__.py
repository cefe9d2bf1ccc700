"""Everything the database holds, carried out of it and in again: backup, restore, the move to another engine (D14)."""
