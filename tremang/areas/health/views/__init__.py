"""The special pages of the book of health. Each asks for SEE_HEALTH first, and each look is written down once a page."""
