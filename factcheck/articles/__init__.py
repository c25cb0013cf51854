"""Articles: what comes in is a path, an address, standard input or a string; out comes an Article.

Site furniture (sections, "Source:", "Edit:", special statements) gives the outlet and the date
and is left out of the text; a text that is handed over as a string is kept exactly as given.
"""

from __future__ import annotations

from factcheck.articles.given import article_from_text
from factcheck.articles.read import read_article, read_articles

__all__ = ["article_from_text", "read_article", "read_articles"]
