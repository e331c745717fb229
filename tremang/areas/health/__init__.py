"""Content 2: what was measured of each member, advice, check-ups, referrals, health insurance, exercise teams."""
