"""Content 7: the troupe and its performances, exchanges between clubs, the young, visits, birthdays and longevity wishes."""
