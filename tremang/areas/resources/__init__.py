"""Content 8: the year's plan of mobilisation, joint earning, sponsors and what they gave, equipment."""
