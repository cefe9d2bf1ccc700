"""What became of a facility over time, composed from everything below it; stands above records because it only reads."""
