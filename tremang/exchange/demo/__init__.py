"""The demo: a made-up Hanoi, the same rows for the same seed, loaded in bulk club by club."""
