"""What each page shows: plain, sorted, worded values, made from an edition of the book."""
