"""How many sentences are read in a second of processor time, against what one writes in five lines?

    python benchmarks/throughput.py [--model MODEL] [--articles 12] [--rounds 5]

The five lines are ``transformers.pipeline("text-classification")``, one sentence after the other in
batches of the size that suits it best, with an encoder of the bundled model's shape and with one
of MiniLM's; weights are drawn, which changes no time. Contenders take turns article by article,
in one process with one thread, after a warm-up; a round's figure is its sentences divided by its
processor seconds, and the ratio that of the same round. Written to ``benchmarks/throughput.json``.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

import torch
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    MPNetConfig,
    MPNetForSequenceClassification,
    PreTrainedModel,
    PreTrainedTokenizerFast,
    pipeline,
)

from measuring import machine, spread, write_table
from stance import Predictor
from stance.corpus.reading import read_corpus
from stance.parts import Span
from stance.prediction.locating import locate_model
from stance.prediction.tokenizer_file import TOKENIZER_FILE
from stance.text.sentences import split_sentences

CORPUS = Path("data/originals/wire.jsonl")
BATCH_SIZES = (1, 8, 32)
N_LABELS = 3
#: Words in the vocabulary of both encoders, and special tokens of the bundled one's tokenizer.
N_WORDS = 30527
SPECIAL = {"pad_token": "<pad>", "unk_token": "[UNK]"}

Contender = Callable[[str, Sequence[Span]], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    texts = [one.text for one in read_corpus([CORPUS])[: options.articles]]
    articles = [(text, list(split_sentences(text))) for text in texts]
    predictor = Predictor.load(options.model, n_threads=1)
    tokenizer = tokenizer_of(options.model)
    contenders: dict[str, Contender] = {
        options.model: lambda text, _spans: predictor.predict(text),
        "pipeline, ten layers of MPNet": _pipeline(_mpnet(), tokenizer, articles),
        "pipeline, MiniLM": _pipeline(minilm(), tokenizer, articles),
    }
    rounds = [_round(contenders, articles) for _ in range(options.rounds + 1)][1:]  # a warm-up
    n_sentences = sum(len(spans) for _, spans in articles)
    rows = []
    for name in contenders:
        speeds = [n_sentences / one[name] for one in rounds]
        ratios = [one[name] / one[options.model] for one in rounds]
        rows.append([name, spread(speeds, ".1f"), spread(ratios, ".2f")])
    columns = ["contender", "sentences a processor second", f"{options.model} is faster by"]
    said = f"{len(articles)} articles, {n_sentences} sentences, {options.rounds} rounds; one thread"
    write_table("throughput", columns, rows, note=f"{said}; {machine()}")


def _round(
    contenders: dict[str, Contender], articles: Sequence[tuple[str, Sequence[Span]]]
) -> dict[str, float]:
    """Give the processor seconds that each contender takes for all articles, in turns."""
    seconds = dict.fromkeys(contenders, 0.0)
    for text, spans in articles:
        for name, read in contenders.items():
            began = process_time()
            read(text, spans)
            seconds[name] += process_time() - began
    return seconds


def _pipeline(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    articles: Sequence[tuple[str, Sequence[Span]]],
) -> Contender:
    """Give a pipeline with the batch size that takes it least time for the first two articles."""
    classify = pipeline("text-classification", model=model.eval(), tokenizer=tokenizer)

    def read(text: str, spans: Sequence[Span], *, batch_size: int) -> object:
        sentences = [text[one.start : one.end] for one in spans]
        return classify(sentences, batch_size=batch_size, truncation=True)

    def cost(batch_size: int) -> float:
        began = process_time()
        for text, spans in articles[:2]:
            read(text, spans, batch_size=batch_size)
        return process_time() - began

    cost(1)
    best = min(BATCH_SIZES, key=cost)
    return lambda text, spans: read(text, spans, batch_size=best)


def _mpnet() -> PreTrainedModel:
    return MPNetForSequenceClassification(
        MPNetConfig(vocab_size=N_WORDS, num_hidden_layers=10, num_labels=N_LABELS)
    )


def tokenizer_of(model: str) -> PreTrainedTokenizerFast:
    """Give the tokenizer of one of our models to transformers."""
    file = locate_model(model) / TOKENIZER_FILE
    return PreTrainedTokenizerFast(tokenizer_file=str(file), model_max_length=384, **SPECIAL)


def minilm() -> PreTrainedModel:
    """Give a classifier of MiniLM's shape."""
    return BertForSequenceClassification(
        BertConfig(
            vocab_size=N_WORDS,
            hidden_size=384,
            num_hidden_layers=6,
            num_attention_heads=12,
            intermediate_size=1536,
            num_labels=N_LABELS,
        )
    )


if __name__ == "__main__":
    main()
