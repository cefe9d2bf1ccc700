"""Visits, denials, checklists, sheets and records: the first release."""
