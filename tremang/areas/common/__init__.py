"""What the eight books share: the entry "what was done", registers, pages, papers, coverage."""
