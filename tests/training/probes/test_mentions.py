import numpy as np
import pytest
import torch

from stance.prediction.mention_vectors import MentionVector
from stance.training.probes.learning import learn_mentions, named

WIDTH = 12


def article(generator, directions):
    """Sources of an article that say by a direction who speaks, among much else."""
    speakers = generator.choice(list(directions), size=6)
    noise = generator.normal(scale=0.3, size=(6, WIDTH))
    states = noise + [directions[speaker] for speaker in speakers]
    return named(list(states.astype(np.float32)), list(map(str, speakers)))


@pytest.fixture(scope="module")
def articles():
    generator = np.random.default_rng(2)
    directions = {f"s{number}": generator.normal(size=WIDTH) for number in range(5)}
    return [article(generator, directions) for _ in range(60)]


def learn(articles, *, epochs, seed=1):
    return learn_mentions(
        articles, places=8, epochs=epochs, seed=seed, report=lambda _done, _total: None
    )


def vectors_of(article, learnt):
    tokens = article.states @ learnt.weights + learnt.bias
    return [MentionVector.of(row) for row in tokens]


def right_links(articles, learnt):
    """Fraction of mentions that are linked to one of the right speaker, or rightly to nobody."""
    right = []
    for one in articles:
        vectors = vectors_of(one, learnt)
        for at, vector in enumerate(vectors):
            odds = [vector.odds_of([other]) for other in vectors[:at]]
            best = max(range(at), key=odds.__getitem__, default=None)
            is_new = best is None or odds[best] < 0
            known = one.speakers[at] in one.speakers[:at]
            right.append(not known if is_new else one.speakers[best] == one.speakers[at])
    return np.mean(right)


def test_it_learns_who_is_meant(articles):
    before, after = learn(articles[:40], epochs=1), learn(articles[:40], epochs=200)

    assert right_links(articles[40:], after) > max(0.85, right_links(articles[40:], before))


def test_the_same_seed_gives_the_same_map_and_leaves_other_draws_alone(articles):
    torch.manual_seed(3)
    one = learn(articles[:8], epochs=2)
    drawn = torch.rand(1)
    torch.manual_seed(3)
    other, expected = learn(articles[:8], epochs=2), torch.rand(1)

    assert np.array_equal(one.weights, other.weights)
    assert drawn == expected


def test_the_map_has_a_row_for_each_state_and_a_column_more_than_places(articles):
    learnt = learn(articles[:8], epochs=1)

    assert learnt.weights.shape == (WIDTH, 9)
    assert learnt.bias.shape == (9,)
    assert learnt.weights.dtype == learnt.bias.dtype == np.float32


def test_progress_is_told(articles):
    told = []

    learn_mentions(articles[:8], places=2, epochs=3, seed=1, report=lambda *one: told.append(one))

    assert told == [(0, 3), (1, 3), (2, 3)]
