"""Visits to places of detention: planned, recorded, refused, and added up per facility over time."""
