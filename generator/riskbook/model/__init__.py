"""What things are: frozen values of every kind of record, the criteria, the book. No I/O."""
