"""The trips of the demo: laid out, planned, gone on, written up, shown to others."""
