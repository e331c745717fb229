"""What to look at before sending, one file per cause; found by listing this folder."""
