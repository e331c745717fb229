"""The plan's indicators: one file each, pure rules over plain records. No database, no clock, no request."""
