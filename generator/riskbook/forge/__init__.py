"""What is said on a forge: the comment of a pull request and the issues of what is due."""
