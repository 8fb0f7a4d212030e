"""An article for displacy, with which spaCy draws texts."""

from markupsafe import escape

from stance.rendering.palette import CARD, HUES
from stance.rendering.quoting import spelt
from stance.rendering.viewing import Readable, SentenceView, view_article


def displacy_record(article: Readable) -> dict[str, object]:
    """Give what ``displacy.render(record, style="ent", manual=True)`` draws.

    That is a stretch for each sentence with its label, the speaker in the place of a knowledge
    base's entry, and its colour. Names are escaped, for displacy writes them as they are; it
    escapes the text itself.
    """
    view = view_article(article)
    names = {one.number: one.name for one in view.speakers}
    return {
        "text": spelt(article.text),
        "title": str(escape(view.title)),
        "ents": [
            _stretch(shown, start=sentence.start, end=sentence.end, name=names.get(shown.speaker))
            for sentence, shown in zip(article.sentences, view.sentences, strict=True)
        ],
    }


def _stretch(shown: SentenceView, *, start: int, end: int, name: str | None) -> dict[str, object]:
    hue = shown.label.hue
    fields: dict[str, object] = {
        "start": start,
        "end": end,
        "label": str(escape(f"{shown.label.name}{'?' * shown.is_uncertain}")),
        "params": {"bg": (CARD if hue is None else HUES[hue].tint).light},
    }
    return fields if name is None else fields | {"kb_id": str(escape(name))}
