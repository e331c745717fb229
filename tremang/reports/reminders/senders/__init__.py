"""The channels by which reminders go out, one file per channel; found by listing this folder."""
