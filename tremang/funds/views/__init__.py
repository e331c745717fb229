"""Screens of the funds."""
