"""What authors write: new records, tidy files, translations, new ids."""
