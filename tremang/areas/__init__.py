"""The books of the 8 contents: what a club does between its meetings, eight sibling folders over one common ground."""
