"""What every page stands on: frame, forms, sessions, problems, templates, assets."""
