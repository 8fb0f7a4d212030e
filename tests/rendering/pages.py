"""Reads pages as a browser does, as far as tests ask."""

import re
from html.parser import HTMLParser

VOID = {"meta", "input", "rect", "br"}


class Page(HTMLParser):
    """What is in a page; checks that all is closed that is opened."""

    def __init__(self, html):
        super().__init__()
        self.elements = []  # (tag, attributes)
        self.words, self.sentences, self.seen = "", [], ""
        self._open, self._depth_of_sentence = [], None
        self.feed(re.sub("\r\n?", "\n", html))  # a parser of HTML knows no other line end
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        assert len(found) == len(attrs)
        self.elements.append((tag, found))
        if tag in VOID:
            return
        self._open.append(tag)
        if "sentence" in (found.get("class") or "").split():
            self.sentences.append("")
            self._depth_of_sentence = len(self._open)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if self._depth_of_sentence == len(self._open):
            self._depth_of_sentence = None
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "style" in self._open:
            return
        self.seen += data
        if "article" in self._open:
            self.words += data
        if self._depth_of_sentence is not None:
            self.sentences[-1] += data

    @property
    def links(self):
        """Give where the links lead, but for those that skip what is before a text."""
        return [one["href"] for tag, one in self.elements if tag == "a" and "class" not in one]

    def of_class(self, name):
        """Give the attributes of the elements of a class."""
        return [
            attributes
            for _, attributes in self.elements
            if name in (attributes.get("class") or "").split()
        ]


def styles_of(html):
    """Give all styles of a page."""
    return "\n".join(re.findall(r"<style>(.*?)</style>", html, re.S))
