"""What the planner is measured on: invented countries in three sizes."""
