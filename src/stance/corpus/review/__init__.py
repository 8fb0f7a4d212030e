"""Articles on their way to people who correct them, and back."""
