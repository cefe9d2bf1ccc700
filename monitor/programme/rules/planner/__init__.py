"""The planner's engine: greedy start and large neighbourhood search, exact at the day, the same code for repair and why."""
