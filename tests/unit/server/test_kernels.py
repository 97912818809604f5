"""Places in the room: kept before the wait, given back, and never one too many."""

import asyncio
from contextlib import ExitStack

import pytest

from tisserand.server.kernels import FullError, LessonKernels, TooManyPagesError


class Room(LessonKernels):
    """Kernels that are only ids."""

    def __init__(self, **values):
        self.now = 0.0
        self.alive = []
        super().__init__(clock=lambda: self.now, **values)

    def list_kernel_ids(self):
        """Those that live."""
        return list(self.alive)

    def __contains__(self, kernel_id):
        return kernel_id in self.alive

    async def start_kernel(self, *, kernel_id, **_values):
        """Start one, in several steps."""
        await asyncio.sleep(0)
        self.alive.append(kernel_id)
        await asyncio.sleep(0)  # jupyter_server has more to do once the kernel is listed
        self._kernel_connections[kernel_id] = 0
        return kernel_id

    async def shutdown_kernel(self, kernel_id, *, now):
        """End one, a little later."""
        await asyncio.sleep(0)
        self.alive.remove(kernel_id)
        self._forget(kernel_id)

    async def join(self, learner, path="troll", *, connect=True):
        """Open a lesson."""
        with self.coming(learner, path) as visit:
            kernel_id = await self.start_for_lesson("python3", path, {})
            self.claim(kernel_id, visit)
        if connect:
            self.notify_connect(kernel_id)
        return kernel_id


def within(room, act):
    """Run ``act(room)`` to its end, and what it left to be done."""

    async def run():
        found = await act(room)
        for _ in range(5):
            await asyncio.sleep(0)
        return found

    return asyncio.run(run())


@pytest.fixture
def room():
    return Room(max_kernels=5)


def test_twenty_who_come_at_once_find_the_places_there_are(room):
    """Not one more, and not one less."""

    async def act(room):
        return await asyncio.gather(*[room.join(f"p{one}") for one in range(20)], return_exceptions=True)

    found = within(room, act)
    assert sum(isinstance(one, str) for one in found) == 5
    assert sum(isinstance(one, FullError) for one in found) == 15
    assert room.count == 5


def test_one_person_who_opens_twenty_pages_waits_for_three(room):
    """The others are told."""

    async def act(room):
        return await asyncio.gather(*[room.join("ada", f"m{one}") for one in range(20)], return_exceptions=True)

    found = within(room, act)
    assert sum(isinstance(one, TooManyPagesError) for one in found) == 17
    assert len(room.kernels_of("ada")) == 3


def test_a_fourth_lesson_ends_the_oldest(room):
    """It is nobody's at once, and gone soon after."""

    async def act(room):
        return [await room.join("ada", f"m{one}") for one in range(4)]

    first, *rest = within(room, act)
    assert room.kernels_of("ada") == rest
    assert first not in room.alive


def test_a_reload_in_a_full_room_finds_its_own_place(room):
    """The old page goes when the new one comes, not before."""

    async def act(room):
        old = [await room.join(f"p{one}") for one in range(5)]
        return old[2], await room.join("p2")

    old, new = within(room, act)
    assert room.kernels_of("p2") == [new]
    assert old not in room.alive
    assert room.count == 5


def test_a_place_left_behind_goes_to_who_comes(room):
    """After five minutes without a page; a page that never came had one minute."""

    async def act(room):
        left = await room.join("p0")
        never = await room.join("p1", connect=False)
        for one in range(2, 5):
            await room.join(f"p{one}")
        room.notify_disconnect(left)
        room.now = 59
        with pytest.raises(FullError):
            await room.join("new")
        room.now = 61
        await room.join("new")
        assert room.owner_of(never) is None
        with pytest.raises(FullError):
            await room.join("newer")
        room.now = 301
        await room.join("newer")
        assert room.owner_of(left) is None

    within(room, act)
    assert room.people == 5


def test_somebody_who_came_back_keeps_the_place(room):
    """A phone that slept for four minutes."""

    async def act(room):
        mine = await room.join("p0")
        room.notify_disconnect(mine)
        room.now = 240
        room.notify_connect(mine)
        for one in range(1, 5):
            await room.join(f"p{one}")
        room.now = 1000
        with pytest.raises(FullError):
            await room.join("new")

    within(room, act)


def test_who_gave_up_waiting_leaves_the_place(room):
    """A kernel that does not start takes none."""

    async def fail(**_values):
        raise OSError("no memory")

    async def act(room):
        real, room.start_kernel = room.start_kernel, fail
        for one in range(10):
            with pytest.raises(OSError, match="no memory"):
                await room.join(f"p{one}")
        room.start_kernel = real
        return [await room.join(f"p{one}") for one in range(5)]

    assert len(within(room, act)) == 5


def test_lessons_made_ready_take_nobodys_place(room):
    """They count among the kernels, and leave when people come."""

    async def act(room):
        for _ in range(5):
            await room.start_for_lesson("python3", "troll", {})
        assert room.is_full
        with room.coming("ada", "troll"):
            pass

    within(room, act)


def test_a_kernel_has_so_many_pages(room):
    """A websocket costs four sockets to the kernel."""
    room.max_pages = 2
    with ExitStack() as pages:
        for kernel_id in ("k", "k", "other"):
            pages.enter_context(room.page_of(kernel_id))
        with pytest.raises(TooManyPagesError):
            pages.enter_context(room.page_of("k"))
    with room.page_of("k"):
        pass
    assert not room._pages
