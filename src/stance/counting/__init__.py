"""Who speaks how much in many articles: shares of labels, speakers, and a page that shows them."""
