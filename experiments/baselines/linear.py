"""TF-IDF of single sentences with logistic regression, and with a linear support vector machine."""

from pickle import dumps
from time import process_time

from answers import TRAIN, read_sentences, write_answer
from sklearn.base import ClassifierMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

SYSTEMS = {
    "tfidf-logistic": LogisticRegression(C=10.0, max_iter=1000, random_state=1),
    "tfidf-svm": LinearSVC(C=1.0, random_state=1),
}


def main() -> None:
    for name, classifier in SYSTEMS.items():
        _run(name, classifier)


def _run(name: str, classifier: ClassifierMixin) -> None:
    parts = read_sentences()
    train = parts.pop(TRAIN)
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True), classifier
    )
    began = process_time()
    model.fit([one["text"] for one in train], [one["label"] for one in train])
    trained = process_time()
    labels = {
        part: model.predict([one["text"] for one in rows]).tolist() for part, rows in parts.items()
    }
    write_answer(
        name,
        labels,
        train_s=trained - began,
        predict_s=process_time() - trained,
        megabytes=len(dumps(model)) / 1e6,
        trained_on=len(train),
    )


if __name__ == "__main__":
    main()
