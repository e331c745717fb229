"""Pages of accounts: one's own, what was kept, the users of a place."""
