"""Write the sentences of all parts where systems without stance can read them."""

import json

from answers import OUT, SENTENCES, TRAIN
from sets import load_sets, load_train

from stance.article import Article
from stance.files import write_whole


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    parts = {TRAIN: load_train(), **{name: part.articles for name, part in load_sets().items()}}
    rows = {name: [_sentences(one) for one in articles] for name, articles in parts.items()}
    write_whole(json.dumps(rows, ensure_ascii=False), SENTENCES)
    for name, articles in rows.items():
        print(f"{name}: {len(articles)} articles, {sum(map(len, articles))} sentences")


def _sentences(article: Article) -> list[dict[str, str]]:
    return [{"text": article.text_of(one), "label": one.label.value} for one in article.sentences]


if __name__ == "__main__":
    main()
