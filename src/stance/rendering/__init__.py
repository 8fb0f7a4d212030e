"""An article as people look at it in a browser, a notebook or an editor."""

from stance.rendering.displacy import displacy_record
from stance.rendering.page import article_fragment, article_page, whole_page

__all__ = ["article_fragment", "article_page", "displacy_record", "whole_page"]
