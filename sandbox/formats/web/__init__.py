"""A walk as one web page: self-contained, to step through in any browser, and to print as numbered stills.

The page holds every step as plain HTML with inline SVG, so it can be read without its script too. What comes
from files is text in it, never markup. Knows no Qt.
"""

from sandbox.formats.web.page import walk_page

__all__ = ["walk_page"]
