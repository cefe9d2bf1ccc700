"""The decisions of the programme: the frozen question, the planner, its checker, repair and explanations."""
