"""Those who take part in a workshop: on a phone with the thumb, on a computer with the keyboard, on bad networks."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bad_network import BadNetwork
from bench_lessons import write_content
from launched import Launched, free_port
from playwright.sync_api import Page, expect
from room_visitors import RoomTrainer
from tests.integration.workshop_visitor import Visitor

PASSWORD = "correct horse battery"  # noqa: S105 - of a server that lives for a test
LESSON = "bonjour"
QUIZ = f"{LESSON}/quiz/premiers-mots"
KINDS = ("quand", "quoi", "vrai", "ordre", "paires", "combien", "mot", "aisance")
LANGS = pytest.mark.parametrize("lang", ["fr", "en"])
BOTH = pytest.mark.parametrize(("lang", "narrow"), [("fr", True), ("en", False)], ids=["fr-360", "en-1280"])
ANSWER = "[data-piece=stage] form"
SEND = f"{ANSWER} button[value=answer]"
KEPT = "[data-piece=mine] [data-given]"


def launched(folder: Path) -> Launched:
    """A workshop on the small lessons of the tests, not started."""
    password, port = folder / "password", free_port()
    password.write_text(PASSWORD, "utf-8")
    tisserand = str(Path(sys.executable).with_name("tisserand"))
    command = [tisserand, "serve", "--no-browser", "--port", str(port), "--password-file", str(password)]
    return Launched(command, folder / "home", port, {"TISSERAND_CONTENT": str(write_content(folder / "good"))})


def led(server: Launched, name: str = "Atelier d’été") -> RoomTrainer:
    """A room, and who leads it."""
    trainer = RoomTrainer(Visitor(server.url), server.home / "tisserand" / "tisserand.db")
    trainer.open(PASSWORD, name)
    trainer.programme(LESSON, *(f"{QUIZ}/{question}" for question in KINDS))
    return trainer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    """A workshop."""
    server = launched(tmp_path_factory.mktemp("workshop"))
    server.start("/fr/")
    yield server
    server.stop()


@pytest.fixture
def trainer(server: Launched) -> RoomTrainer:
    """Who leads a room of that workshop."""
    return led(server)


@pytest.fixture
def join(server: Launched, trainer: RoomTrainer, visit: Any) -> Callable[..., Any]:
    """``join("Zoé")`` comes into the room, in a browser whose console must stay empty."""

    def enter(name: str = "", port: int = 0, lang: str = "fr", **options: Any) -> Any:
        made = visit(lang=lang, **options)
        watch_console(made)
        made.page.goto(f"http://127.0.0.1:{port or server.port}/{lang}/rooms/{trainer.code}")
        made.page.fill("#name", name)
        made.page.locator("main form button").click()
        made.page.locator("#ts-room").wait_for()
        return made

    return enter


def watch_console(made: Any) -> None:
    """What the console complains of counts as an error of the page."""
    made.page.on("console", lambda said: made.errors.append(said.text) if said.type in {"error", "warning"} else None)


def look(made: Any, shots: Path | None, name: str) -> None:
    """Check what holds of every page, and keep a picture."""
    assert made.wider_than_screen() == []
    assert made.axe() == []
    assert made.foreign_requests() == []
    assert made.errors == []
    if shots:
        made.page.screenshot(path=shots / f"room-{name}.png", full_page=True)


IN_FORM = f"[...new FormData(document.querySelector('{ANSWER}'))].filter(([name]) => name !== 'collection')"


def values(page: Page) -> list[list[str]]:
    """What stands in the form of the question."""
    found: list[list[str]] = page.evaluate(IN_FORM)
    return found


def answers(trainer: RoomTrainer, collection: str) -> list[Any]:
    """What the room keeps of a question, in order."""
    return [one["answer"] for one in trainer.events("answer_given") if one["collection"] == collection]


def with_keys(page: Page, question: str) -> None:
    """Answer a question with the keyboard alone, from the heading on."""
    press, words = page.keyboard.press, page.keyboard.type
    page.locator("#ts-now").focus()
    press("Tab")
    if question in {"quand", "vrai", "aisance"}:
        press("ArrowDown")
    elif question == "quoi":
        press("Tab")
        press("Space")
    elif question == "ordre":
        press("Tab")  # the second button of the first thing: down
        press("Enter")
        press("Enter")
    elif question == "paires":
        press("r")  # what is chosen begins with its letter; any will do
        press("ArrowDown")
        press("Tab")
        press("ArrowDown")
    elif question == "combien":
        words("12,5")
    else:
        words("Bonjour à tous")
    page.locator(SEND).focus()
    press("Enter")


@BOTH
def test_a_workshop_from_the_code_to_ones_own_page(  # noqa: PLR0913, PLR0917 - fixtures
    server: Launched, trainer: RoomTrainer, visit: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """With the keyboard alone: a question of each kind, answered, found after a reload, explained once revealed."""
    made, size = visit(lang=lang, narrow=narrow), f"{lang}-{'360' if narrow else '1280'}"
    page = made.page
    page.goto(f"{server.url}/{lang}/join")
    look(made, shots, f"join-{size}")
    page.locator("#code").focus()
    page.keyboard.type("ZZZ-ZZZ")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.input_value("#code") == "ZZZ-ZZZ"
    page.fill("#code", trainer.code.lower())
    page.keyboard.press("Enter")
    page.locator("#name").focus()
    look(made, shots, f"door-{size}")
    watch_console(made)  # the wrong code was a page that does not exist
    page.keyboard.type("Zoé <b>")
    page.keyboard.press("Enter")
    page.locator("#programme").wait_for()
    look(made, shots, f"programme-{size}")
    for question in KINDS:
        collection = trainer.collect(f"{QUIZ}/{question}")
        page.locator(f'form[data-key="{collection}"]').wait_for()
        look(made, shots, f"asked-{question}-{size}")
        with_keys(page, question)
        page.locator(KEPT).wait_for(state="attached")
        given = values(page)
        assert len(answers(trainer, collection)) == 1
        page.reload()
        page.locator(KEPT).wait_for(state="attached")
        page.wait_for_function(f"given => JSON.stringify(given) === JSON.stringify({IN_FORM})", arg=given)
        look(made, shots, f"kept-{question}-{size}")
        trainer.act("freeze", collection=collection)
        expect(page.locator(ANSWER)).to_have_count(0)
        assert page.locator(".ts-room-verdict").count() == 0
        trainer.act("reveal", collection=collection)
        page.locator(".ts-room-verdict").wait_for()
        look(made, shots, f"explained-{question}-{size}")
    page.locator("#me summary").focus()
    page.keyboard.press("Enter")
    page.locator("#me").get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    page.locator(".ts-room-own").wait_for()
    assert page.locator(".ts-room-own .ts-room-verdict").count() == len(KINDS)
    look(made, shots, f"mine-{size}")
    trainer.act("move", to="closed")
    page.goto(f"{server.url}/{lang}/rooms/{trainer.code}")
    page.get_by_role(
        "link", name={"fr": "Ma page de l’atelier", "en": "My page of the workshop"}[lang]
    ).first.wait_for()
    look(made, shots, f"closed-{size}")


@LANGS
def test_a_dark_page_can_be_read(trainer: RoomTrainer, join: Any, shots: Any, lang: str) -> None:
    """A question, its answer, and what is said of it."""
    made = join("Zoé", lang=lang, dark=True, narrow=True)
    collection = trainer.collect(f"{QUIZ}/quand")
    made.page.locator(f"{ANSWER} input[type=radio]").first.check()
    made.page.locator(SEND).tap()
    made.page.locator(KEPT).wait_for(state="attached")
    look(made, shots, f"dark-kept-{lang}")
    trainer.act("freeze", collection=collection)
    trainer.act("reveal", collection=collection)
    made.page.locator(".ts-room-verdict").wait_for()
    look(made, shots, f"dark-explained-{lang}")


def test_what_is_being_typed_stays_while_the_page_changes(trainer: RoomTrainer, join: Any, shots: Any) -> None:
    """The same field, with its focus and its caret, through messages, timers and a reload.

    It is cleared once it is sent, which happens once, though the thumb tapped twice.
    """
    made = join("Zoé", narrow=True)
    page = made.page
    wall = trainer.collect("wall", "Un mot qui reste ?")
    page.locator("#wall-text").click()
    page.keyboard.type("Écouter avant rép")
    page.keyboard.press("ArrowLeft")
    page.evaluate("document.activeElement.wasHere = true")
    trainer.act("message", text="Pause à 15 h")
    trainer.act("timer", minutes="2")
    page.locator("[data-until]").wait_for()
    trainer.act("message", text="")
    expect(page.locator("#message")).to_have_count(0)
    assert page.evaluate("document.activeElement.wasHere"), "the field is another one"
    page.keyboard.type("é")
    assert page.input_value("#wall-text") == "Écouter avant réép"
    look(made, shots, "typing-360")
    page.reload()
    expect(page.locator("#wall-text")).to_have_value("Écouter avant réép")
    page.fill("#wall-text", "Écouter d’abord")
    page.locator(SEND).dblclick()
    page.locator("#my-texts li").wait_for()
    expect(page.locator("#wall-text")).to_have_value("")
    assert answers(trainer, wall) == ["Écouter d’abord"]
    look(made, shots, "wall-360")
    page.locator("#wall-text").focus()
    trainer.act("freeze", collection=wall)
    expect(page.locator("#ts-now")).to_be_focused()


def test_the_stage_is_announced_and_counts_are_not(trainer: RoomTrainer, join: Any) -> None:
    """One sentence for each thing there is to do; ten answers of others say nothing."""
    page = join("Zoé").page
    page.evaluate(
        """() => {
          window.said = [];
          new MutationObserver(() => window.said.push(document.querySelector("#ts-said").textContent))
            .observe(document.querySelector("#ts-said"), { childList: true, characterData: true, subtree: true });
        }"""
    )
    collection = trainer.collect(f"{QUIZ}/quand")
    page.locator(ANSWER).wait_for()
    for n in range(3):
        other = join(f"Personne {n}").page
        other.locator(f"{ANSWER} input[type=radio]").first.check()
        other.locator(SEND).click()
        other.locator(KEPT).wait_for(state="attached")
    expect(page.locator(".ts-room-count strong")).to_have_text("3")
    trainer.act("freeze", collection=collection)
    expect(page.locator(ANSWER)).to_have_count(0)
    assert page.evaluate("window.said") == ["Une question pour toute la salle", "Les réponses sont figées"]
    assert page.locator(".ts-room-count").evaluate("node => node.closest('[aria-live], [role=status]') === null")


def test_an_answer_given_while_the_network_is_cut_goes_by_itself(
    server: Launched, trainer: RoomTrainer, join: Any
) -> None:
    """Once; also when the page is reloaded before it could go."""
    with BadNetwork(server.port) as network:
        page = join("Zoé", network.port, narrow=True).page
        collection = trainer.collect(f"{QUIZ}/quand")
        page.locator(f"{ANSWER} input[type=radio]").nth(1).check()
        network.cut()
        page.locator(SEND).tap()
        expect(page.locator("#ts-state")).to_have_attribute("data-state", "waiting")
        assert answers(trainer, collection) == []
        network.mend()
        page.evaluate("dispatchEvent(new Event('online'))")
        page.locator(KEPT).wait_for(state="attached")
        assert len(answers(trainer, collection)) == 1
        page.locator(f"{ANSWER} input[type=radio]").nth(0).check()
        page.route("**/act", lambda route: route.abort())
        page.locator(SEND).tap()
        expect(page.locator("#ts-state")).to_have_attribute("data-state", "waiting")
        page.unroute("**/act")
        page.reload()
        expect(page.locator("#ts-state")).to_have_attribute("data-state", "kept")
        assert len(answers(trainer, collection)) == 2
        assert len(set(answers(trainer, collection))) == 2


def test_a_connection_that_died_without_a_word_is_noticed_when_the_phone_wakes_up(
    server: Launched, trainer: RoomTrainer, join: Any
) -> None:
    """The page's clock is moved on by a minute; it opens another line, and shows what happened meanwhile."""
    with BadNetwork(server.port) as network:
        made = join("Zoé", network.port, narrow=True)
        made.page.clock.install()
        made.page.reload()
        made.page.locator("#programme").wait_for()
        network.freeze()
        trainer.collect(f"{QUIZ}/quand")
        made.page.clock.fast_forward(60_000)
        made.page.locator(ANSWER).wait_for()


def test_a_server_killed_in_the_middle_of_answering_keeps_one_answer_of_each(tmp_path: Path, visit: Any) -> None:
    """Killed with an answer on its way and started again: each is there once, and what was being chosen still is."""
    server = launched(tmp_path)
    server.start("/fr/")
    try:
        trainer = led(server)
        pages = []
        for n in range(3):
            page = visit(narrow=True).page
            page.goto(f"{server.url}/fr/rooms/{trainer.code}")
            page.fill("#name", f"Personne {n}")
            page.locator("main form button").tap()
            page.locator("#programme").wait_for()
            pages.append(page)
        collection = trainer.collect(f"{QUIZ}/quand")
        for page in pages:
            page.locator(f"{ANSWER} input[type=radio]").nth(1).check()
        for page in pages[:2]:
            page.evaluate(f"setTimeout(() => document.querySelector('{SEND}').click(), 50)")
        pages[0].wait_for_timeout(60)
        server.kill()
        chosen = values(pages[2])
        expect(pages[2].locator("#ts-state")).to_have_attribute("data-state", "away", timeout=30_000)
        server.start("/fr/")
        for page in pages[:2]:
            page.locator(KEPT).wait_for(state="attached", timeout=60_000)
        expect(pages[2].locator("#ts-state")).not_to_have_attribute("data-state", "away", timeout=30_000)
        assert values(pages[2]) == chosen != []
        pages[2].locator(SEND).tap()
        pages[2].locator(KEPT).wait_for(state="attached")
        assert len(answers(trainer, collection)) == 3
        assert len({one["by"] for one in trainer.events("answer_given")}) == 3
        with sqlite3.connect(f"file:{trainer.database}?mode=ro", uri=True) as connection:
            rows = connection.execute("select room from event where kind = 'answer_submitted'").fetchall()
        connection.close()
        assert len(rows) == 3
        assert all(room for (room,) in rows)
    finally:
        server.stop()


@BOTH
def test_a_lesson_calls_its_reader_back_to_the_room(  # noqa: PLR0913, PLR0917 - fixtures
    server: Launched, trainer: RoomTrainer, join: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """The bar tells the message, the time and what there is to do, live; the keyboard follows it."""
    made, size = join("Zoé", lang=lang, narrow=narrow), f"{lang}-{'360' if narrow else '1280'}"
    page = made.page
    page.goto(f"{server.url}/{lang}/modules/{LESSON}")
    page.locator(".ts-quiz").first.wait_for(timeout=120_000)
    expect(page.locator("#ts-state")).to_have_attribute("data-state", "ready")
    bar = page.locator(".ts-room-bar")
    trainer.act("message", text="Pause à 15 h")
    trainer.act("timer", minutes="2")
    trainer.act("send", item=f"{QUIZ}/quand")
    expect(bar.locator(".ts-room-bar-message")).to_have_text("Pause à 15 h")
    expect(bar.locator("[data-until]")).to_have_text("1:59")
    look(made, shots, f"bar-sent-{size}")
    trainer.collect(f"{QUIZ}/quand")
    go = bar.get_by_role("link", name={"fr": "Y répondre", "en": "Answer it"}[lang])
    go.focus()
    look(made, shots, f"bar-asked-{size}")
    if shots:
        page.screenshot(path=shots / f"room-bar-view-{size}.png")
    page.keyboard.press("Enter")
    page.locator(ANSWER).wait_for()


def test_a_lesson_outside_of_a_room_asks_for_nothing_of_rooms(server: Launched, visit: Any) -> None:
    """Neither the script nor the style sheet nor a stream."""
    made = visit()
    made.page.goto(f"{server.url}/fr/modules/{LESSON}")
    made.page.locator(".ts-quiz").first.wait_for(timeout=120_000)
    assert [url for url in made.requests if "/rooms/" in url or "/front/room-" in url] == []


def test_a_name_taken_away_leaving_and_a_room_erased(
    server: Launched, trainer: RoomTrainer, join: Any, shots: Any
) -> None:
    """Each is said, kindly, while the page is open; what ended asks the server for nothing more."""
    made = join("Zoé", narrow=True)
    page = made.page
    trainer.act("remove-name", person=trainer.events("person_joined")[-1]["by"])
    page.locator("#renamed").wait_for()
    look(made, shots, "renamed-360")
    page.fill("#my-name", "Zoé B.")
    page.locator("#my-name").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#me summary")).to_contain_text("Zoé B.")
    expect(page.locator("#renamed")).to_have_count(0)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#me summary").tap()
    page.get_by_role("button", name="Quitter la salle").tap()
    page.wait_for_url(f"{server.url}/fr/")
    page.goto(f"{server.url}/fr/rooms/{trainer.code}")
    look(made, shots, "door-again-360")
    page.locator("main form button").tap()
    page.locator("#programme").wait_for()
    trainer.act("erase", confirm="yes")
    page.locator("[data-gone]").wait_for()
    made.requests.clear()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(4000)
    assert made.requests == []
    look(made, shots, "gone-360")
