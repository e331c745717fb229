"""The parts of a report in words, one file per box; found by listing this folder."""
