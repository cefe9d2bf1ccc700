"""What to visit, when and with whom: risk, the board, the planner; above history, whose dates and figures it reads."""
