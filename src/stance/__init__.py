"""Who is speaking in a news article, and in what capacity."""
