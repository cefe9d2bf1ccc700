"""Why a visit is in the plan, and why another is not: typed values a page words, true by the planner's own tests."""
