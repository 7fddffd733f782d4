"""What must be looked at again: content digests, sign-offs and their states, due dates, plans."""
