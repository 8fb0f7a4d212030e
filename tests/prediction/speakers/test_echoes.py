"""Words of a headline that somebody says again below."""


def names_of(article):
    return [speaker.name for speaker in article.speakers]


def test_who_says_the_words_of_the_headline_again_said_them_there(resolve):
    article = resolve(
        ("official", "[Former treasurer] tells court he 'only wanted the keys'"),
        ("fact", "The trial of two men opened on Monday."),
        ("official", '"I only wanted the keys," [Ben Tarn] told the judge.'),
        between=["\n\n", "\n\n"],
    )
    assert names_of(article) == ["Ben Tarn"]
    assert article.sentences[0].speaker == article.sentences[2].speaker
    assert article.speakers[0].role == "Former treasurer"
    first, *_ = article.speakers[0].mentions
    assert article.text[slice(*first)] == "Former treasurer"


def test_one_word_is_nobodys(resolve):
    article = resolve(
        ("official", "[Former treasurer] calls report 'nonsense'"),
        ("expert", "It is nonsense, said [Ada Obi, a lawyer]."),
        between=["\n\n"],
    )
    assert len(article.speakers) == 2


def test_words_with_a_name_stay_with_it(resolve):
    article = resolve(
        ("official", "[Ada Obi] says lake is 'as good as empty'"),
        ("expert", "The lake is as good as empty, [Ben Tarn] said."),
        between=["\n\n"],
    )
    assert names_of(article) == ["Ada Obi", "Ben Tarn"]


def test_several_share_two_words(resolve):
    article = resolve(
        ("official", "[Agents] see market 'frozen solid'"),
        ("official", "It is frozen solid, [Ada Obi] said."),
        between=["\n\n"],
    )
    assert len(article.speakers) == 2


def test_a_quotation_by_nobody_knows_whom_is_by_who_says_it_again(resolve):
    article = resolve(
        ("expert", "'The lake is not a bath': a morning at the shore"),
        ("fact", "It was cold, [Ada Obi] said."),
        ("official", '"The lake is not a bath," [Ben Tarn] said.'),
        between=["\n\n", "\n\n"],
    )
    assert article.sentences[0].speaker == article.sentences[2].speaker
