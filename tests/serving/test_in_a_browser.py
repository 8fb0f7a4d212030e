"""The page of the service, and the page of an article, as a real browser shows them."""

import shutil
import threading
from contextlib import contextmanager

import pytest
import uvicorn

from stance.prediction.predictor import Predictor
from stance.rendering.page import fault_part, page_part, whole_page
from stance.serving.app import create_app
from stance.serving.limits import Limits
from stance.serving.running import listen

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"),
]
ARTICLE = (
    "The bridge will close on Monday, the port authority said in a statement.\n\n"
    "Maren Lindqvist, a structural engineer at the University of Halden, called the plan "
    "optimistic. Winter tides leave divers two hours a day.\n\nThe bridge was opened in 1961."
)
HOSTILE = (
    "</textarea></article><script>alert(1)</script><img src=https://example.org/x onerror=alert(1)>"
    "<style>body{display:none}</style> The minister said \u202eso\u202c {{ 7 * 7 }} & 'more'."
)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
LOOKS = [
    pytest.param({"viewport": size, "color_scheme": scheme}, id=f"{scheme}-{size['width']}")
    for size in (DESK, PHONE)
    for scheme in ("light", "dark")
]


@pytest.fixture(scope="module")
def predictor():
    return Predictor.load("bundled")


@pytest.fixture(scope="module")
def address(predictor):
    """A service that runs as `stance serve` does."""
    listening = listen("127.0.0.1", 0)
    config = uvicorn.Config(
        create_app(predictor, limits=Limits(), token=None), log_config=None, server_header=False
    )
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    running.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    server.should_exit = True
    running.join()


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, address):
    """Opens pages; none of them may ask others, complain, or open a window of its own."""

    @contextmanager
    def opened(path="", **look):
        context = browser.new_context(**({"viewport": DESK} | look))
        page = context.new_page()
        asked, complaints = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path or address)
        yield page
        context.close()
        assert complaints == []
        assert {one for one in asked if not one.startswith((address, "file:"))} == set()

    return opened


@pytest.fixture(scope="module")
def pages(predictor, tmp_path_factory):
    """Pages without a service: of an article, and of several, by name."""
    folder = tmp_path_factory.mktemp("pages")
    article = predictor.predict(ARTICLE)
    parts = [page_part(article, number=n) for n in (1, 2)]
    htmls = {"one": article.to_html(), "many": whole_page([*parts, fault_part("c:3", "no JSON")])}
    for name, html in htmls.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in htmls}


def ask(page, text):
    page.fill("#text", text)
    page.click("text=Show who speaks")
    page.wait_for_selector(".words")


def width_over(page):
    """By how many pixels a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def focused(page):
    return page.evaluate("document.activeElement.className || document.activeElement.id")


def press_tab(page, *, until):
    """Press Tab until something is focused; gives how often."""
    for n in range(1, 12):
        page.keyboard.press("Tab")
        if until in focused(page):
            return n
    raise AssertionError(f"{until} is never focused")


def faults_of(page):
    """What axe finds to be wrong for those who cannot see, or use no mouse."""
    found = axe.Axe().run(page).response
    assert found["passes"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]


def test_a_pasted_text_is_shown_with_its_speakers(opened):
    with opened() as page:
        ask(page, ARTICLE)

        assert page.locator(".words").inner_text() == ARTICLE
        assert "the port authority" in page.locator("table.who").inner_text()
        page.locator(".sentence").nth(1).hover()
        tip = "getComputedStyle(document.querySelectorAll('.sentence')[1], '::after').content"
        assert "expert" in page.evaluate(tip)


def test_a_choice_of_label_steps_the_others_back(opened):
    with opened() as page:
        ask(page, ARTICLE)
        colour = "getComputedStyle(document.querySelector('.sentence.is-{}')).color"
        before = page.evaluate(colour.format(1))

        page.click(".chip:has(.label-0)")

        assert page.evaluate(colour.format(0)) == before
        assert page.evaluate(colour.format(1)) != before


def test_a_long_article_is_shown_whole(opened):
    text = "\n\n".join([ARTICLE] * 60)
    with opened() as page:
        ask(page, text)

        assert page.locator(".words").inner_text() == text
        assert page.locator(".sentence").count() == 240
        assert width_over(page) == 0


@pytest.mark.parametrize("look", [{"viewport": DESK}, {"viewport": PHONE}])
def test_a_hostile_text_is_shown_and_does_nothing(opened, look):
    with opened(**look) as page:
        ask(page, f"{HOSTILE} {'W' * 500}")

        assert "alert(1)" in page.locator(".words").inner_text()
        assert page.locator("h1").is_visible()
        assert page.locator("script, img").count() == 0
        assert width_over(page) == 0


def test_the_service_is_used_without_a_mouse(opened):
    with opened() as page:
        assert press_tab(page, until="text") == 1
        page.keyboard.insert_text(ARTICLE)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".words")

        assert press_tab(page, until="skip") == 1
        assert page.locator(".skip").first.bounding_box()["width"] > 60
        page.keyboard.press("Enter")
        assert focused(page) == "words"
        page.keyboard.press("Tab")
        assert "sentence" in focused(page)


@pytest.mark.parametrize(("name", "leads_to"), [("one", "words"), ("many", "article-1")])
def test_the_first_thing_on_a_page_leads_on_to_its_text(opened, pages, name, leads_to):
    with opened(pages[name]) as page:
        assert page.locator(".skip").first.bounding_box()["width"] < 2
        assert press_tab(page, until="skip") == 1
        page.keyboard.press("Enter")

        assert page.evaluate(
            "document.querySelector(':target').className + location.hash"
        ).endswith({"words": "words#text-1", "article-1": "one#article-1"}[leads_to])


def test_speakers_are_chosen_by_the_arrow_keys(opened, pages):
    with opened(pages["one"]) as page:
        press_tab(page, until="speaker-all")
        page.keyboard.press("ArrowDown")

        assert page.locator(".speaker-1").is_checked()


def test_it_works_without_javascript(opened):
    with opened(java_script_enabled=False) as page:
        ask(page, ARTICLE)

        assert page.locator(".words").inner_text() == ARTICLE
        with page.expect_download() as saving:
            page.click("text=Save as JSON")
        assert saving.value.suggested_filename.endswith(".json")


def test_a_dark_room_gets_a_dark_page(opened):
    colour = "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number)[0]"

    with opened(color_scheme="dark") as dark, opened(color_scheme="light") as light:
        assert dark.evaluate(colour) < 60
        assert light.evaluate(colour) > 200


@pytest.mark.parametrize("name", ["one", "many"])
def test_a_page_fits_on_a_phone(opened, pages, name):
    with opened(pages[name], viewport=PHONE) as page:
        assert width_over(page) == 0


def test_the_service_fits_on_a_phone(opened):
    with opened(viewport=PHONE) as page:
        assert width_over(page) == 0
        ask(page, ARTICLE)

        assert width_over(page) == 0
        heights = page.eval_on_selector_all(
            "button, .chip, summary", "all => all.map(one => one.getBoundingClientRect().height)"
        )
        assert min(one for one in heights if one) >= 24 - 4  # WCAG 2.5.8, less a line's leading


@pytest.mark.parametrize("look", LOOKS)
def test_the_service_has_no_fault_that_axe_knows(opened, look):
    with opened(**look) as page:
        assert faults_of(page) == []
        ask(page, ARTICLE)
        for summary in page.locator("summary").all():
            summary.click()

        assert faults_of(page) == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", ["one", "many"])
def test_pages_have_no_fault_that_axe_knows(opened, pages, name, look):
    with opened(pages[name], **look) as page:
        assert faults_of(page) == []
