"""Promises that an answer given is kept: by whom, known from where, why there is none; never overwritten, never doubled.

Stands above denials, because "not allowed" points to one, and below records, which make one record of several sheets.
"""
