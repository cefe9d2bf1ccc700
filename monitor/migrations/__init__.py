"""The one chain of migrations; a module each, never changed once landed."""
