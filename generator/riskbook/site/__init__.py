"""A book to its site: views, templates, images, MkDocs, and the writing of it all."""
