"""Who speaks: from a model's scores of single sentences to an article with speakers."""

from stance.prediction.speakers.resolving import resolve_speakers as resolve_speakers
