"""Reads over the money of a club; nothing here changes anything."""
