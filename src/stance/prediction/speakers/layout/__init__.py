"""The article as it stands on the page: its words, lines and quotations."""
