"""Reading a text: sentences, quotations, characters."""
