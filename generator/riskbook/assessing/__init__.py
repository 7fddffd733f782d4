"""Records to standing: levels, ranks and why, appetite, expected loss, the matrix's self-test.

Pure functions of book, criteria and today.
"""
