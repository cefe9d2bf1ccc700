"""Rows, devices, confirmed words: checklists in depth."""
