"""Content 5: help with papers and allowances, legal aid, feedback with its clock, matters carried to the commune."""
