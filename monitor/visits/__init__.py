"""Trips and visits from plan to the last step; promises that a secret visit does not exist for outsiders. Above facilities."""
