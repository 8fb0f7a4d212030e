import json
import logging
import re
import threading

import pytest
from starlette.testclient import TestClient

from serving.services import Held, served
from stance.serving.app import create_app

TEXT = "The minister said taxes would rise. Rain fell."


@pytest.fixture
def client():
    with served() as made:
        yield made


def articles_of(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()["articles"]


def test_a_text_is_one_record(client):
    (record,) = articles_of(client.post("/predict", json={"text": TEXT, "title": "Taxes"}))

    assert (record["text"], record["title"]) == (TEXT, "Taxes")
    assert len(record["sentences"]) == 2
    assert record["model"]["digest"] == "0" * 64


def test_articles_keep_their_ids_fields_and_order(client):
    sent = [{"id": "b", "text": TEXT, "outlet": "Post"}, {"id": 7, "text": "Snow fell."}]
    sent.append({"id": "b", "text": "Hail fell."})

    found = articles_of(client.post("/predict", json={"articles": sent}))

    assert [one["id"] for one in found] == ["b", "7", "b-2"]
    assert found[0]["outlet"] == "Post"
    assert found[2]["id_as_given"] == "b"


def test_what_is_wrong_with_an_article_stands_in_its_place(client):
    sent = [
        {"id": "x", "text": "fail", "outlet": "Post"},
        {"text": " "},
        {"id": "y"},
        5,
        {"text": TEXT},
    ]

    found = articles_of(client.post("/predict", json={"articles": sent}))

    assert found[0]["error"] == {"type": "IndexError", "message": "secret words"}
    assert (found[0]["id"], found[0]["text"], found[0]["outlet"]) == ("x", "fail", "Post")
    assert "article 2: no text here" in found[1]["error"]["message"]
    assert "article 3: each article needs its text" in found[2]["error"]["message"]
    assert "article 4: an article is a JSON object" in found[3]["error"]["message"]
    assert found[4]["sentences"]


def test_no_articles_are_no_records(client):
    assert articles_of(client.post("/predict", json={"articles": []})) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "send one JSON object"),
        (b"[1]", "a record is a JSON object"),
        (b"\xff", "send one JSON object in UTF-8"),
        (b'{"text": NaN}', "no number of JSON"),
        (b"{}", "for one article, or"),
        (b'{"text": "a", "articles": []}', "for one article, or"),
        (b'{"articles": "a"}', "is no list"),
        (b'{"text": 5}', "needs its text, a string"),
        (b'{"text": " "}', "no text here"),
        (b'{"text": "a", "id": []}', "id is []; give a string"),
        (b'{"text": "a", "id": false}', "id is true or false; give a string"),
        (b'{"text": "a", "deep": ' + b"[" * 30 + b"]" * 30 + b"}", "nested more than 20 deep"),
        (b'{"text": "a", "deep": ' + b"[" * 9999 + b"]" * 9999 + b"}", "not JSON"),
    ],
)
def test_what_is_no_request_is_told_what_to_send(client, body, told):
    answer = client.post("/predict", content=body)

    assert answer.status_code == 400
    assert told in answer.json()["detail"]


def test_half_a_character_is_a_fault_of_its_article(client):
    answer = client.post("/predict", content=b'{"articles": [{"text": "a \\ud800 b"}]}')

    assert "half a character" in articles_of(answer)[0]["error"]["message"]


def test_a_large_request_is_refused_before_it_is_read():
    def pieces():
        for _ in range(100):
            yield b"a" * 1000

    with served(max_megabytes=0.01) as client:
        told = client.post("/predict", json={"text": "a" * 10_000})
        untold = client.post("/predict", content=pieces())

    assert (told.status_code, untold.status_code) == (413, 413)
    assert "more than 0.01 MB" in told.json()["detail"]
    assert "--max-megabytes" in untold.json()["detail"]


def test_more_articles_than_may_wait_are_refused():
    with served(max_waiting=2) as client:
        answer = client.post("/predict", json={"articles": [{"text": TEXT}] * 3})

    assert answer.status_code == 413
    assert "at most 2 in a request" in answer.json()["detail"]


def test_a_full_queue_is_told_when_to_come_back():
    predictor = Held()
    with served(predictor, max_waiting=1) as client:
        first = threading.Thread(
            target=client.post, args=["/predict"], kwargs={"json": {"text": "wait"}}
        )
        first.start()
        predictor.started.wait(10)
        answer = client.post("/predict", json={"text": TEXT})
        waiting = client.get("/health").json()["n_waiting"]
        predictor.go.set()
        first.join()

    assert (answer.status_code, waiting) == (429, 1)
    assert int(answer.headers["Retry-After"]) >= 1
    assert "1 articles wait" in answer.json()["detail"]


def test_what_takes_too_long_is_given_up():
    predictor = Held()
    with served(predictor, timeout_s=0.1) as client:
        late = client.post("/predict", json={"text": "wait"})
        soon = client.post("/predict", json={"text": TEXT})

    assert late.status_code == 503
    assert "not done within 0.1 s" in late.json()["detail"]
    assert soon.status_code == 200


def test_health_model_and_schema_are_told(client):
    model, schema = client.get("/model").json(), client.get("/openapi.json").json()

    assert client.get("/health").json() == {"status": "ok", "n_waiting": 0}
    assert (model["name"], model["digest"]) == ("stub", "0" * 64)
    assert model["labels"] == ["official_statement", "expert_analysis", "reported_fact"]
    assert set(schema["paths"]) == {"/predict", "/health", "/model", "/metrics"}
    assert {"413", "429", "503"} <= set(schema["paths"]["/predict"]["post"]["responses"])


def test_a_dead_worker_is_not_well():
    answer = TestClient(create_app(Held())).get("/health")  # nobody has started it

    assert (answer.status_code, answer.json()["status"]) == (503, "stopped")


def test_metrics_count_requests_and_articles(client):
    client.post("/predict", json={"articles": [{"text": TEXT}, {"text": "fail"}]})
    client.get("/no/such/<route>")

    told = client.get("/metrics")

    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'stance_requests_total{method="POST",route="/predict",status="200"} 1.0' in told.text
    assert 'stance_requests_total{method="GET",route="other",status="404"} 1.0' in told.text
    assert 'stance_articles_total{outcome="predicted"} 1.0' in told.text
    assert 'stance_articles_total{outcome="failed"} 1.0' in told.text
    assert "stance_articles_waiting 0.0" in told.text


def test_the_log_has_routes_and_no_words(client, caplog):
    caplog.set_level(logging.DEBUG, "stance")
    client.post("/predict", json={"text": "The minister said so."})
    client.get("/minister%0A?minister")

    lines = [one.getMessage() for one in caplog.records if one.name.startswith("stance.serving")]
    assert any(re.fullmatch(r"POST /predict 200 \d\.\d{3} s", one) for one in lines)
    assert any(one.startswith("GET other 404") for one in lines)
    assert not any("minister" in one for one in lines)


def test_a_fault_of_ours_is_told_without_its_words(caplog):
    with served() as client:

        @client.app.get("/broken")
        async def broken():
            raise KeyError("secret words")

        answer = client.get("/broken")

    assert answer.status_code == 500
    assert "the service failed (KeyError)" in answer.json()["detail"]
    assert "KeyError at" in caplog.text
    assert "secret" not in caplog.text + answer.text


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, 401),
        ("Bearer wrong", 401),
        ("Bearer tökén", 401),
        ("Digest s3cret", 401),
        ("Basic !!!", 401),
        ("Bearer s3cret", 200),
        ("bearer  s3cret", 200),
        ("Basic YW5uOnMzY3JldA==", 200),  # ann:s3cret
    ],
)
def test_a_token_is_asked_of_all_but_health(header, code):
    headers = {} if header is None else {"Authorization": header.encode()}
    with served(token="s3cret") as client:
        for path in ("/model", "/metrics", "/", "/openapi.json"):
            assert client.get(path, headers=headers).status_code == code
        assert client.post("/predict", json={"text": TEXT}, headers=headers).status_code == code
        assert client.get("/health").status_code == 200
        refused = client.get("/model")

    assert "Bearer" in refused.headers["WWW-Authenticate"]
    assert "Authorization: Bearer" in refused.json()["detail"]


def test_records_are_those_of_stance_predict(tmp_path, monkeypatch, capsys):
    from stance.cli import main
    from stance.prediction.predictor import Predictor

    monkeypatch.chdir(tmp_path)
    line = {"id": "a", "text": TEXT, "outlet": "Post"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert main(["predict", "a.jsonl", "--jsonl", "--model", "bundled"]) == 0
    wanted = json.loads(capsys.readouterr().out)

    with served(Predictor.load("bundled")) as client:
        (found,) = articles_of(client.post("/predict", json={"articles": [line]}))

    assert (wanted.pop("file"), wanted.pop("line")) == ("a.jsonl", 1)
    assert found == wanted
    assert found["sentences"][0]["label"] == "official_statement"
