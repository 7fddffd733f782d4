"""Bytes to records: trees, front matter, schemas, loading. Faults come out as findings."""
