"""Content 6: talks, classes with their skills, and what members can read in large type."""
