"""The world outside the process: database, files, keys, workbooks. Below every room, so that each can be tried alone."""
