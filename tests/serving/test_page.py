import csv
import io
import json
import re

import pytest

from rendering.pages import VOID, Page
from serving.services import served
from stance.article import Article
from stance.errors import LinkError
from stance.serving import service
from stance.serving.page import speaker_rows

TEXT = "The minister said taxes would rise. Rain fell."
HOSTILE = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)> said \"so\" & 'so'."
VOID |= {"input"}


@pytest.fixture
def client():
    with served() as made:
        yield made


def record_of(page):
    """What the browser sends back to save an article."""
    found = re.search(r'<textarea name="record"[^>]*>\n(.*?)</textarea>', page, re.S)
    return Page(f"<article>{found[1]}</article>").words


def test_the_page_has_a_form_and_needs_nothing_else(client):
    answer = client.get("/")
    page = Page(answer.text)

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    names = {
        attributes.get("name") for tag, attributes in page.elements if tag in ("textarea", "input")
    }
    assert names == {"text", "link"}
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.elements}


def test_the_policy_allows_the_styles_of_this_answer_only(client):
    first, second = client.get("/"), client.get("/")

    policy = first.headers["content-security-policy"]
    nonce = re.search(r"style-src 'nonce-([\w-]+)'", policy)[1]
    assert f'<style nonce="{nonce}">' in first.text
    assert nonce not in second.text
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert "style=" not in re.sub("<style.*?</style>", "", first.text, flags=re.S)


def test_a_pasted_text_is_shown_with_its_voices(client):
    answer = client.post("/", data={"text": TEXT.replace(". ", ".\r\n"), "link": ""})
    page = Page(answer.text)

    assert answer.status_code == 200
    assert len(page.sentences) == 2
    assert "Who speaks, and how much" in page.seen
    assert "The article – Who speaks" in page.seen
    assert json.loads(record_of(answer.text))["text"] == TEXT.replace(". ", ".\n")


@pytest.mark.parametrize("field", ["text", "link"])
def test_hostile_words_stay_words(client, field):
    answer = client.post("/", data={field: HOSTILE})
    page = Page(answer.text)

    assert not {"script", "img"} & {tag for tag, _ in page.elements}
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert "alert(1)" in answer.text


def test_hostile_words_can_be_saved(client):
    shown = client.post("/", data={"text": HOSTILE})
    record = record_of(shown.text)

    saved = {
        one: client.post(f"/save/{one}", data={"record": record}) for one in ("json", "csv", "html")
    }

    assert {one.status_code for one in saved.values()} == {200}
    assert Article.from_json(saved["json"].text).text == HOSTILE
    rows = list(csv.DictReader(io.StringIO(saved["csv"].text.removeprefix("\ufeff"))))
    assert rows[0]["text"] == Page(saved["html"].text).sentences[0]
    assert not {"script", "img"} & {tag for tag, _ in Page(saved["html"].text).elements}
    for kind, one in saved.items():
        assert one.headers["content-disposition"] == f'attachment; filename="article.{kind}"'


@pytest.mark.parametrize("record", ["", "{}", '{"text": "a", "sentences": 5}', "[" * 5000])
def test_what_is_no_record_is_not_saved(client, record):
    answer = client.post("/save/html", data={"record": record})

    assert answer.status_code == 400
    assert client.post("/save/pdf", data={"record": record}).status_code == 422


@pytest.mark.parametrize(
    "sent", [{}, {"text": " ", "link": " "}, {"text": TEXT, "link": "https://example.org"}]
)
def test_a_text_or_a_link_is_asked_for(client, sent):
    answer = client.post("/", data=sent)

    assert answer.status_code == 400
    assert "Paste a text or give a link" in answer.text
    assert sent.get("text", "").strip() in answer.text


def test_a_form_that_is_none_is_told(client):
    answer = client.post("/", content="text=ä".encode())

    assert answer.status_code == 400
    assert "no form of this page" in answer.text


def test_a_refusal_keeps_the_text_and_its_header():
    with served(max_waiting=1, timeout_s=0.05) as client:
        answer = client.post("/", data={"text": "wait for me"})

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"
    assert "wait for me</textarea>" in answer.text
    assert 'role="alert"' in answer.text


def test_an_article_that_fails_says_so_on_the_page(client):
    answer = client.post("/", data={"text": "fail"})

    assert "This article could not be labelled" in answer.text
    assert "/save/json" not in answer.text


def test_a_link_into_a_private_network_is_refused(client):
    pytest.importorskip("trafilatura")
    answer = client.post("/", data={"link": "http://127.0.0.1:8000/metrics"})

    assert answer.status_code == 502
    assert "The page leads into a private network" in answer.text


def test_a_link_is_read_and_shown(client, monkeypatch):
    from stance.corpus.rawtexts import RawArticle

    def read(link):
        metadata = {"title": "Taxes", "url": link}
        return RawArticle(text=TEXT, path=link, metadata=metadata)

    monkeypatch.setattr(service, "read_link", read)
    answer = client.post("/", data={"link": " https://example.org/a "})

    assert "<bdi>Taxes</bdi>" in answer.text
    assert 'href="https://example.org/a"' in answer.text


def test_many_links_at_once_are_refused(client, monkeypatch):
    monkeypatch.setattr(service, "_MAX_LINKS", 0)

    with served() as other:
        answer = other.post("/", data={"link": "https://example.org"})

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "5"


def test_what_reads_links_may_be_missing(client, monkeypatch):
    from stance.errors import MissingExtraError

    def read(link):
        raise MissingExtraError("reading a link", extra="label", package="protego")

    monkeypatch.setattr(service, "read_link", read)
    answer = client.post("/", data={"link": "https://example.org"})

    assert answer.status_code == 501
    assert "needs &#39;protego&#39;" in answer.text


def test_a_page_that_cannot_be_read_is_told(client, monkeypatch):
    def read(link):
        raise LinkError(link, "is answered with status 404")

    monkeypatch.setattr(service, "read_link", read)
    answer = client.post("/", data={"link": "https://example.org/<b>"})

    assert answer.status_code == 502
    assert "The page is answered with status 404." in answer.text
    assert "<b>" not in answer.text


def test_voices_are_in_the_order_of_their_words():
    record = {
        "text": "Rain fell. Snow is near, she said.",
        "speakers": [{"id": "s1", "name": "Ann Lee", "role": "mayor", "kind": "official"}],
        "sentences": [
            {"start": 0, "end": 10, "label": "reported_fact"},
            {"start": 11, "end": 34, "label": "official_statement", "speaker": "s1"},
        ],
    }

    first, second = speaker_rows(Article.from_dict(record))

    assert (first.name, first.role, first.n_sentences, first.n_words) == ("Ann Lee", "mayor", 1, 5)
    assert (second.name, second.n_words) == ("the outlet itself", 2)
    assert first.word_fraction == pytest.approx(5 / 7)
