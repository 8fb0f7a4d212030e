"""Predicting for others: an API and a page, and one worker behind both."""
