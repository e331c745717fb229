"""Every write of the funds."""
