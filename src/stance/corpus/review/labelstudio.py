"""Articles as tasks of Label Studio, with our labels as predictions to correct."""

import json
from collections.abc import Iterator, Mapping, Sequence

from stance.article import Article
from stance.corpus.review.decisions import digest_of
from stance.corpus.review.regions import shown_text
from stance.labels import LABELS, Label, SpeakerKind
from stance.parts import Span

#: The names that regions have in a task: sentences with a label, and words in them.
LABEL_FIELD, SPAN_FIELD = "label", "span"
#: The names of what can be said of a sentence's speaker.
SPEAKER_FIELD, ROLE_FIELD, KIND_FIELD = "speaker", "role", "kind"
_TEXT_FIELD = "text"
_COLOURS = {
    Label.OFFICIAL_STATEMENT: "#1f5fbf",
    Label.EXPERT_ANALYSIS: "#2e8b57",
    Label.REPORTED_FACT: "#8a8a8a",
}


def labeling_interface() -> str:
    """Give the XML of a project for these tasks: *Settings*, *Labeling Interface*, *Code*."""
    labels = "\n".join(
        f'      <Label value="{label.value}" background="{_COLOURS[label]}"/>' for label in LABELS
    )
    kinds = "\n".join(f'        <Choice value="{kind.value}"/>' for kind in SpeakerKind)
    of_sentence = f'toName="{_TEXT_FIELD}" perRegion="true" whenTagName="{LABEL_FIELD}"'
    return f"""<View>
  <Style>.htx-text {{ line-height: 1.8; }}</Style>
  <View style="position: sticky; top: 0; background: white; z-index: 1; padding: 0.5em 0;">
    <Header value="$title" size="4"/>
    <Labels name="{LABEL_FIELD}" toName="{_TEXT_FIELD}" showInline="true">
{labels}
    </Labels>
    <Labels name="{SPAN_FIELD}" toName="{_TEXT_FIELD}" showInline="true">
      <Label value="source" background="#b8860b"/>
      <Label value="cue" background="#9932cc"/>
    </Labels>
    <View visibleWhen="region-selected" whenTagName="{LABEL_FIELD}">
      <Header value="Who speaks? Empty: the outlet itself" size="5"/>
      <TextArea name="{SPEAKER_FIELD}" {of_sentence}
                editable="true" maxSubmissions="1" rows="1" placeholder="fullest name"/>
      <TextArea name="{ROLE_FIELD}" {of_sentence}
                editable="true" maxSubmissions="1" rows="1" placeholder="title or affiliation"/>
      <Choices name="{KIND_FIELD}" {of_sentence}
               choice="single" showInline="true">
{kinds}
      </Choices>
    </View>
  </View>
  <Text name="{_TEXT_FIELD}" value="$text" granularity="word"/>
</View>
"""


def write_tasks(articles: Sequence[Article], *, name: str) -> str:
    """Write articles as tasks to import into a project.

    Offsets count code points, as Label Studio's own do; see ``shown_text`` for what happens to
    carriage returns.

    Args:
        articles: In the order in which they shall be looked at.
        name: Who or what labelled them, as the project will call the predictions.

    Returns:
        JSON: a list of tasks with one prediction each.
    """
    tasks = [
        {
            "data": {
                "text": shown_text(article),
                "title": article.metadata.get("title") or article.id,
                "article_id": article.id,
                "sha256": digest_of(article),
            },
            "predictions": [{"model_version": name, "result": list(_regions(article))}],
        }
        for article in articles
    ]
    return json.dumps(tasks, ensure_ascii=False, indent=1)


def _regions(article: Article) -> Iterator[dict[str, object]]:
    text = shown_text(article)
    for number, sentence in enumerate(article.sentences, start=1):
        name, span = f"s{number}", sentence.span
        chosen: dict[str, object] = {"text": text[slice(*span)], "labels": [str(sentence.label)]}
        score = {"score": sentence.confidence} if sentence.probabilities else {}
        yield _item(name, LABEL_FIELD, "labels", span, chosen) | score
        speaker = article.speaker_of(sentence)
        if speaker is not None:
            yield _item(name, SPEAKER_FIELD, "textarea", span, {"text": [speaker.name]})
            if speaker.role:
                yield _item(name, ROLE_FIELD, "textarea", span, {"text": [speaker.role]})
            yield _item(name, KIND_FIELD, "choices", span, {"choices": [speaker.kind.value]})
        for part, words in (("source", sentence.source), ("cue", sentence.cue)):
            if words is not None:
                chosen = {"text": text[slice(*words)], "labels": [part]}
                yield _item(f"{name}-{part}", SPAN_FIELD, "labels", words, chosen)


def _item(
    region: str, field: str, kind: str, span: Span, value: Mapping[str, object]
) -> dict[str, object]:
    return {
        "id": region,
        "from_name": field,
        "to_name": _TEXT_FIELD,
        "type": kind,
        "value": {"start": span.start, "end": span.end, **value},
    }
