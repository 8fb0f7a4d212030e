"""From text to an article with labels, spans and speakers; needs only the light runtime."""
