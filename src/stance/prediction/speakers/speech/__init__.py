"""Who speaks where the sentence itself does not say so, or says so in another way."""
