"""What a room plays together, read from the content."""

from tisserand.content.loading import load_balance, load_deck, load_scenario
from tisserand.domain.balance.replays import Table
from tisserand.domain.rooms.room import Run
from tisserand.domain.rooms.shared_balance import SharedBalance
from tisserand.domain.rooms.shared_runs import Play, SharedRun, shared_run
from tisserand.domain.rooms.shared_scenario import SharedScenario
from tisserand.errors import RoomError, TisserandError
from tisserand.server.rooms.by_identity import Kept
from tisserand.server.rooms.items import read_item

_TABLES: Kept[Table] = Kept(16)
_RUNS: Kept[SharedRun] = Kept(256)


def play_of(item: str, seed: int) -> Play:
    """Return what an item names, at its start.

    Args:
        item: ``<slug>/scenario/<id>`` or ``<slug>/balance/<id>``.
        seed: its luck, where it has any.

    Raises:
        RoomError: the content has no such thing (any more), or it can't be played together.
    """
    found = read_item(item)
    try:
        if found.kind == "scenario":
            return SharedScenario.begin(load_scenario(found.id))
        if found.kind == "balance":
            profile, deck = load_balance(found.id), load_deck()
            return SharedBalance(_TABLES.get((profile, deck), None, lambda: Table.of(profile, deck)), seed)
    except TisserandError as error:
        raise RoomError("unknown_item", item=item) from error
    raise RoomError("unknown_item", item=item)


def shared(run: Run, group: int = 0, play: Play | None = None) -> SharedRun:
    """Return a run of a room, or of one of its groups, as it stands: the same value until something was decided.

    Args:
        run: what the room knows of it.
        group: number of the group, from 1; 0 where the whole room decides.
        play: what :func:`play_of` gave for it, if that was asked for just now.

    Raises:
        RoomError: the content no longer has what is played.
    """
    play = play or play_of(run.begun.item, run.begun.seed)
    content = (
        play.scenario if isinstance(play, SharedScenario) else play.table if isinstance(play, SharedBalance) else 0
    )
    reasons = tuple(sorted((step, text) for (number, step), text in run.reasons.items() if number == group))
    return _RUNS.get(
        (run, content), (group, len(run.ended.get(group, ())), reasons), lambda: shared_run(play, run, group)
    )
