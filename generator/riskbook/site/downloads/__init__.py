"""What a reader takes away: the register as CSV, workbook and JSON, badges, and how they are made.

Everything is made from what is published, and only made again when something of it moved.
"""
