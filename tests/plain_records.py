"""Factories of corpus records with one sentence, which the outlet tells."""

from hashlib import sha256

TEXT = "Rain fell."


def make_record(name, text=TEXT, **changes):
    """A record with its text."""
    sentence = {"start": 0, "end": len(text), "label": "reported_fact"}
    return {"id": name, "text": text, "speakers": [], "sentences": [sentence], **changes}


def make_stand_off(name, text=TEXT):
    """A record that knows its text by address and SHA-256."""
    record = make_record(name, text, url=f"https://news.example/{name}")
    del record["text"]
    return {**record, "sha256": sha256(text.encode()).hexdigest()}
