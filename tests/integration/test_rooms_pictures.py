"""Pictures and the debrief of a room on a real server: what is shown, what never is, and to whom."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from launched import Launched, free_port
from room_people import RoomPerson, RoomTrainer

from tisserand.content.loading import load_quiz

PASSWORD = "une phrase pour la salle"  # noqa: S105 - of a test
QUESTION = load_quiz("signes-de-derapage").questions[0]
ITEM = f"gerer-un-troll/quiz/signes-de-derapage/{QUESTION.id}"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    """``tisserand serve``, started."""
    folder = tmp_path_factory.mktemp("pictures")
    port, password = free_port(), folder / "password"
    password.write_text(PASSWORD, "utf-8")
    password.chmod(0o600)
    command = [str(Path(sys.executable).with_name("tisserand")), "serve", "--no-browser", "--port", str(port)]
    (folder / "home" / "jupyter").mkdir(parents=True)
    no_kernels_ahead = "c.WorkshopApp.kernel_name = 'python3'\n"  # nobody opens a lesson here: starting is quicker
    (folder / "home" / "jupyter" / "jupyter_tisserand_config.py").write_text(no_kernels_ahead, "utf-8")
    server = Launched([*command, "--password-file", str(password)], folder / "home", port)
    server.start("/fr/")
    yield server
    server.stop()


async def asked(server: Launched, people: int) -> tuple[RoomTrainer, list[RoomPerson], str]:
    """Open a room, let people in, and ask them a question; return its collection too."""
    trainer, everybody = RoomTrainer(server.url), [RoomPerson(server.url) for _ in range(people)]
    code = await trainer.open_room(PASSWORD)
    assert (await trainer.steer("programme", items=ITEM))["problem"] is None
    for person in everybody:
        await person.join(code)
    trainer.listen()
    everybody[0].listen()
    assert (await trainer.steer("collect", item=ITEM))["problem"] is None
    await everybody[0].wait_for("stage", 'name="answer"')
    collection = everybody[0].pieces["stage"].partition('name="collection" value="')[2].partition('"')[0]
    return trainer, everybody, collection


async def reveal(trainer: RoomTrainer, collection: str, *, again: bool = False) -> None:
    """Show what was answered; first let nobody answer any more."""
    for action in ("freeze", "reveal") if not again else ("hide", "reveal"):
        assert (await trainer.steer(action, collection=collection))["problem"] is None


async def answer(person: RoomPerson, collection: str, option: int = 0) -> None:
    given = await person.act("answer", collection=collection, answer=QUESTION.options[option].id)
    assert given["problem"] is None


def test_no_difference_of_two_pictures_tells_what_somebody_answered(server: Launched) -> None:
    """A latecomer, then somebody who erases their data; the screens show the same to all."""

    async def workshop() -> None:
        trainer, people, collection = await asked(server, 6)
        for person in people[:5]:
            await answer(person, collection)
        assert "%" not in people[0].pieces["results"]
        await reveal(trainer, collection)
        await people[0].wait_for("results", "5 personnes ont répondu.")
        assert "100" in people[0].pieces["results"]
        await trainer.wait_for("results", "5 personnes ont répondu.")
        assert (await trainer.steer("reopen", collection=collection))["problem"] is None
        await people[0].wait_for("stage", 'name="answer"')
        await answer(people[5], collection, 1)
        await reveal(trainer, collection)
        for one in (people[0], trainer):
            await one.wait_for("results", "6 personnes ont répondu.")
        for one in (people[0], trainer):
            assert "ts-pic-track" not in one.pieces["results"]
        for one in (trainer, people[0]):
            await one.leave_page()

    asyncio.run(workshop())


def test_whoever_erases_their_data_takes_the_figures_that_would_tell_with_them(server: Launched) -> None:
    """The picture of those who are left is withheld, also in the debrief."""

    async def workshop() -> None:
        trainer, people, collection = await asked(server, 6)
        for person in people:
            await answer(person, collection)
        await reveal(trainer, collection)
        await people[0].wait_for("results", "ts-pic-track")
        await people[5].get("/fr/data")
        assert (await people[5].post("/fr/data", action="erase", confirm="yes")).code == 200
        await people[0].wait_for("results", "a effacé ses données")
        assert "ts-pic-track" not in people[0].pieces["results"]
        await reveal(trainer, collection, again=True)
        await people[0].wait_for("results", "5 personnes ont répondu.")
        assert "ts-pic-track" not in people[0].pieces["results"]
        page = (await trainer.get(f"/fr/rooms/{trainer.code}/debrief")).body.decode()
        assert "a effacé ses données" in page
        assert "ts-pic-track" not in page
        for one in (trainer, people[0]):
            await one.leave_page()

    asyncio.run(workshop())


def test_a_debrief_is_for_the_rooms_trainer_alone(server: Launched) -> None:
    """As a page, as a sheet, as a notebook."""

    async def workshop() -> None:
        trainer, people, collection = await asked(server, 5)
        for person in people:
            await answer(person, collection)
        await reveal(trainer, collection)
        base = f"/en/rooms/{trainer.code}/debrief"
        assert "5 people answered." in (await trainer.get(base)).body.decode()
        sheet = await trainer.get(f"{base}.csv")
        assert sheet.body.startswith(b"\xef\xbb\xbf")
        assert "attachment" in sheet.headers["Content-Disposition"]
        notebook = nbformat.reads((await trainer.get(f"{base}.ipynb")).body.decode(), as_version=4)
        assert "P5,question" in next(cell.source for cell in notebook.cells if "DATA" in cell.source)
        for path in (base, f"{base}.csv", f"{base}.ipynb"):
            assert (await people[0].get(path)).code in {302, 403}
        other = RoomTrainer(server.url)
        await other.open_room(PASSWORD)
        assert (await other.get(base)).code == 403
        for one in (trainer, people[0]):
            await one.leave_page()

    asyncio.run(workshop())
