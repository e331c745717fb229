"""What the phone asks for: its shell, and its one call."""
