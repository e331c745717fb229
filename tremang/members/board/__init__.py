"""What a club's people are for each other: its board, its groups and teams, and what becomes of them when it closes."""
