"""The phones of a club: the cards that bind them, and the phones themselves."""
