"""Content 1: income groups, economic volunteers and whom they help month by month, courses, needs and their answers."""
