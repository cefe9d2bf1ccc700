"""Promises one agreed record per visit, closed once and kept as it was closed; what is measured comes out of it.

Stands above sheets, from which it is made, and below history, which reads nothing else.
"""
