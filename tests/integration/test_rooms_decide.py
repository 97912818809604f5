"""A room and its groups decide on a real server: votes, ties, the clock, latecomers, a kill in the middle of a vote."""

import asyncio
import json
import random
import re
import sqlite3
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from launched import Launched, free_port
from room_people import RoomPerson, RoomTrainer

PASSWORD = "une phrase pour la salle"  # noqa: S105 - of a test
SCENARIO = "gerer-un-troll/scenario/le-troll-avait-raison"
BALANCE = "equilibrer-la-gouvernance/balance/jeune-groupe-de-pratiques"
KILLS = 20
PEOPLE = 8

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    """``tisserand serve``, started."""
    folder = tmp_path_factory.mktemp("rooms")
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


async def room_of(server: Launched, people: int, *items: str) -> tuple[RoomTrainer, list[RoomPerson]]:
    """Open a room with these items on its programme, and let people in."""
    trainer, everybody = RoomTrainer(server.url), [RoomPerson(server.url) for _ in range(people)]
    code = await trainer.open_room(PASSWORD)
    assert (await trainer.steer("programme", items=items))["problem"] is None
    for person in everybody:
        await person.join(code)
    for one in (trainer, *everybody):
        one.listen()
    for person in everybody:
        await person.wait_for("banner", "<h1")
    return trainer, everybody


async def leave(*everybody: RoomPerson) -> None:
    for one in everybody:
        await one.leave_page()


def place(person: RoomPerson, piece: str = "run") -> dict[str, str]:
    """Where the ballot or the buttons that somebody sees belong."""
    html = person.pieces[piece]
    return {name: re.search(f'name="{name}" value="([^"]*)"', html)[1] for name in ("run", "group", "step")}


def options(person: RoomPerson, piece: str = "run") -> dict[str, list[str]]:
    """The options of each question of a ballot."""
    found: dict[str, list[str]] = {}
    for question, option in re.findall(r'name="(ballot-[^"]+)" value="([^"]+)"', person.pieces[piece]):
        found.setdefault(question, []).append(option)
    return found


async def vote(person: RoomPerson, pick: int = 0) -> dict[str, Any]:
    said = {question: names[pick] for question, names in options(person).items()}
    return await person.act("vote", **place(person), **said)


def votes_ended(server: Launched, run: str) -> list[dict[str, Any]]:
    """What the database holds of the decisions of a run."""
    path = server.home / "tisserand" / "tisserand.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = connection.execute("select payload from room_event where kind = 'vote_ended' order by id").fetchall()
    return [event for (payload,) in rows if (event := json.loads(payload))["run"] == run]


def test_a_room_decides_a_scenario(server: Launched) -> None:
    """A vote, its result on all screens, a tie that the trainer breaks; the projector never has a form."""

    async def workshop() -> None:
        trainer, people = await room_of(server, 6, SCENARIO)
        screen = RoomPerson(server.url, view="screen", _cookies=trainer._cookies)
        screen.code = trainer.code
        screen.listen()
        assert (await trainer.steer("run", item=SCENARIO, by="room", vote_s="0"))["problem"] is None
        for person in people:
            await person.wait_for("run", 'name="action" value="vote"')
        before = people[0].pieces["run"]
        for person in people:
            assert (await vote(person))["problem"] is None
        await people[0].wait_for("run_count", "6 personnes sur 6")
        await people[0].wait_for("run_own", "Votre voix est enregistrée")
        assert people[0].pieces["run"] == before
        await trainer.wait_for("cockpit_run", "6 personnes sur 6")  # a cockpit is drawn anew a little later than phones
        assert (await trainer.steer("end-vote", **place(trainer, "cockpit_run")))["problem"] is None
        for one, piece in ((people[0], "run"), (screen, "run_screen")):
            await one.wait_for(piece, "La salle a décidé")
            assert 'class="ts-run-n">6<' in one.pieces[piece]
        assert "<form" not in screen.pieces["run_screen"]
        late = (
            await vote(people[0]) if options(people[0]) else await people[0].act("vote", run="x", group="0", step="0")
        )
        assert late["problem"]

        await trainer.wait_for("cockpit_run", 'value="open-vote"')
        await trainer.steer("open-vote", **place(trainer, "cockpit_run"))
        for person in people:
            await person.wait_for("run", 'name="step" value="1"')
        for at, person in enumerate(people):
            await vote(person, at % 2)
        await trainer.wait_for("cockpit_run", "6 personnes sur 6")
        await trainer.steer("end-vote-wait", **place(trainer, "cockpit_run"))
        await screen.wait_for("run_screen", "Égalité entre A et B.")
        await trainer.wait_for("cockpit_run", 'value="settle-vote"')
        ((question, level),) = options(trainer, "cockpit_run").items()
        refused = await trainer.steer("settle-vote", **place(trainer, "cockpit_run"))
        assert refused["problem"] == "Il reste un choix à désigner parmi ceux qui sont à égalité."
        await trainer.steer("settle-vote", **place(trainer, "cockpit_run"), **{question: level[1]})
        await screen.wait_for("run_screen", "la personne qui anime a choisi B.")
        assert (await people[0].act("end-vote", run="x", group="0", step="2"))["problem"]
        await trainer.steer("end-run", run=place(trainer, "cockpit_run")["run"])
        await people[0].wait_until(lambda: people[0].pieces["run"].strip() == "")
        await leave(trainer, screen, *people)

    asyncio.run(workshop())


def test_pairs_decide_by_themselves(server: Launched) -> None:
    """They end their vote by agreeing; a split pair is told so and may leave it to chance; a latecomer joins one."""

    async def workshop() -> None:
        trainer, people = await room_of(server, 4, SCENARIO)
        assert (await trainer.steer("run", item=SCENARIO, by="groups"))["problem"] == "Formez d’abord des groupes."
        assert (await trainer.steer("make-groups", size="2"))["problem"] is None
        assert (await trainer.steer("run", item=SCENARIO, by="groups"))["problem"] is None
        for person in people:
            await person.wait_for("run", 'name="action" value="vote"')
        pairs = {number: [one for one in people if place(one)["group"] == number] for number in ("1", "2")}
        assert [len(pair) for pair in pairs.values()] == [2, 2]
        for person in pairs["1"]:
            await vote(person)
        await pairs["1"][0].wait_for("run", "Ce que le groupe vient de décider")
        await pairs["1"][0].act("reason", **{**place(pairs["1"][0]), "step": "0"}, text="Parce que <b>oui</b>")
        for at, person in enumerate(pairs["2"]):
            await vote(person, at)
        await pairs["2"][0].wait_for("run_count", "il y a égalité")
        await asyncio.sleep(1)
        assert place(pairs["2"][0])["step"] == "0"
        await pairs["2"][1].act("draw", **place(pairs["2"][1]))
        await pairs["2"][0].wait_for("run", "le hasard a désigné")

        late = RoomPerson(server.url)
        await late.join(trainer.code)
        late.listen()
        await late.wait_for("run", 'name="action" value="vote"')
        assert "Ce que les groupes ont décidé" not in late.pieces["run"]
        run = place(late)["run"]
        await trainer.steer("show-groups", run=run, shown="yes")
        await late.wait_for("run", "Parce que &lt;b&gt;oui&lt;/b&gt;")
        await leave(trainer, late, *people)

    asyncio.run(workshop())


def test_a_vote_whose_time_is_up_ends_once_even_on_a_server_that_was_killed(server: Launched) -> None:
    """The votes given before count; the same decision stands after another start."""

    async def workshop() -> str:
        trainer, people = await room_of(server, 5, BALANCE)
        assert (await trainer.steer("run", item=BALANCE, by="room", vote_s="8"))["problem"] is None
        for person in people:
            await person.wait_for("run", 'name="action" value="vote"')
        for person in people:
            assert (await vote(person, 1))["problem"] is None
        run = place(people[0])["run"]
        await leave(trainer, *people)
        server.kill()
        await asyncio.to_thread(server.start, "/fr/")
        back = people[0]
        await back.get(f"/fr/rooms/{back.code}")
        back.listen()
        await back.wait_for("run", "La salle a décidé", 30)
        shown = back.pieces["run"]
        await leave(back)
        server.kill()
        await asyncio.to_thread(server.start, "/fr/")
        await back.get(f"/fr/rooms/{back.code}")
        back.listen()
        await back.wait_for("run", "La salle a décidé")
        assert back.pieces["run"] == shown
        await leave(back)
        return run

    (ended,) = votes_ended(server, asyncio.run(workshop()))
    assert ended["decision"]["preferences"] == "technical"
    assert ended["decision"]["actions"] == ["welcome_newcomers"]


def test_twenty_kills_in_the_middle_of_a_vote_lose_and_double_nothing(server: Launched) -> None:
    """People vote, change their minds and send again what was not confirmed: the last vote of each counts, once."""
    dice = random.Random(7)  # noqa: S311 - moments of a test
    sent: list[str] = []

    async def workshop() -> str:
        trainer, people = await room_of(server, PEOPLE, SCENARIO)
        assert (await trainer.steer("run", item=SCENARIO, by="room"))["problem"] is None
        for person in people:
            await person.wait_for("run", 'name="action" value="vote"')
        where = place(people[0])
        ((question, names),) = options(people[0]).items()
        await leave(trainer, *people)

        async def voting(person: RoomPerson) -> None:
            for turn in range(14):
                name, choice = uuid.uuid4().hex, names[turn % 2]
                sent.append(name)
                while True:
                    try:
                        said = await person.act("vote", name, **where, **{question: choice})
                    except ConnectionError:
                        await asyncio.sleep(0.1)
                        continue
                    assert said["problem"] is None, said
                    break

        going_on = asyncio.gather(*map(voting, people))
        for _ in range(KILLS):
            await asyncio.sleep(dice.uniform(0.0, 0.05))
            server.kill()
            await asyncio.to_thread(server.start, "/fr/")
        await going_on
        await trainer.get("/fr/trainer")
        await trainer.post("/fr/trainer", action="enter", password=PASSWORD)  # asked for again after a start
        await trainer.get(f"/fr/rooms/{trainer.code}/cockpit")
        trainer.listen()
        await trainer.wait_for("cockpit_run", f"{PEOPLE} personnes sur {PEOPLE}")
        assert (await trainer.steer("end-vote", **where))["problem"] is None
        screen = people[0]
        await screen.get(f"/fr/rooms/{screen.code}")
        screen.listen()
        await screen.wait_for("run", "La salle a décidé")
        counts = re.findall(r'class="ts-run-n">(\d+)<', screen.pieces["run"])
        assert counts[:2] == ["0", str(PEOPLE)]  # the fourteenth vote of everybody was the second option
        await leave(trainer, screen)
        return where["run"]

    run = asyncio.run(workshop())
    assert len(votes_ended(server, run)) == 1
    kept = Counter(uuids(server, "vote_cast"))
    assert {kept[name] for name in sent} == {1}


def uuids(server: Launched, kind: str) -> list[str]:
    """The ids of the records of a kind."""
    path = server.home / "tisserand" / "tisserand.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return [found for (found,) in connection.execute("select uuid from room_event where kind = ?", (kind,))]
