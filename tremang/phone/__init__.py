"""The club's phone, seen from the server: its shell, the parts it holds, and the one call by which it sends and fetches."""
