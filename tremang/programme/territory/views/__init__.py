"""Pages of the places."""
