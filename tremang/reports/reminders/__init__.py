"""Reminders: who is told of what and when, through which channel, and what became of it."""
