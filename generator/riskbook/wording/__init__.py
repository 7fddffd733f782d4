"""Words: what Riskbook says, kept apart from the language it is said in."""

from riskbook.wording.catalogue import Catalogue, UnfinishedCatalogueError, read_catalogue
from riskbook.wording.saying import Fact, Saying, Text, say

__all__ = [
    "Catalogue",
    "Fact",
    "Saying",
    "Text",
    "UnfinishedCatalogueError",
    "read_catalogue",
    "say",
]
