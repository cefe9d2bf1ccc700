"""Foreign tables, row by row: text files of any make, headings found, cells read or refused by name."""
