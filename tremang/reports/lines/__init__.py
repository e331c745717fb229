"""The figures a report can carry, one file per section; found by listing this folder."""
