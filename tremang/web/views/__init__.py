"""Pages that bring rooms together: one file per page."""
