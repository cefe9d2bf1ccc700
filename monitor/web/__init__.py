"""The pages: ask, act, answer. No queries, no roles and no dates computed here; every room below, nothing above."""
