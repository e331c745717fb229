"""Content 4: people in hardship helped, work for the community, what each group leader found."""
