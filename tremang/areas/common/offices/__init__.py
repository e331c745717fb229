"""Pages of the offices that support clubs, and of the clubs that answer them."""
