"""Official papers: Word, PDF, Excel annexes, ADX. Knows no club: whoever wants a paper brings every word and number."""
