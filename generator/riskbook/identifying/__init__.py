"""How risks are found, and what happened since: counting, likeness, rates, coverage; pure."""
