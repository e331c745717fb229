"""What a phone holds of its club, one file per part. `registry` finds them by listing this folder."""
