"""Addresses of the room, by what is done there."""
