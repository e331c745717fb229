"""Every write of the places."""
