"""The one chain of migrations: a module each, numbered through, in a folder per release; never changed once landed."""
