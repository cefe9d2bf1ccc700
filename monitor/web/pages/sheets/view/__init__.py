"""A sheet as plain values for its templates and scripts, and what its plain form says."""
