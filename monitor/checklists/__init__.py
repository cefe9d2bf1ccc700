"""Promises that what is asked is known exactly: files people edit become immutable editions, found again by their hash.

Stands beside facilities and below denials and sheets, which fill what is described here; it knows nothing of visits.
"""
