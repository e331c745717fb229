"""The kinds of submissions, one file each; adding one is copying a sibling (docs/how-to/submission.md)."""
