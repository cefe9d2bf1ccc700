"""Refused, limited and delayed access, on a visit or outside any, and the outcome of a visit. Above visits, whose walls it keeps."""
