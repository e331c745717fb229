"""Content 3: volunteers who care for people at home, who is cared for, who visits whom, and what each visit brought."""
