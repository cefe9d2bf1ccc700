"""Planning: availability, feeds, notices, programmes."""
