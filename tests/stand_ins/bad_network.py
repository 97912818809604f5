"""A bad network between a page and its server: slow, cut, half-open, or coming back from another address.

It passes TCP on from a port of its own. All its connections share one line in each direction, as a phone's do. It
models a delay and a pace, not lost packets nor TCP's own slow start.
"""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Self

_PIECE = 4096
"""Bytes that are passed on at once: at 1.5 Mbit/s, 22 ms."""

_IN_FLIGHT = 64


@dataclass
class Line:
    """One direction of the network.

    Attributes:
        bytes_per_s: how fast; ``None``: as fast as it goes.
        passed: bytes passed on so far.
    """

    bytes_per_s: float | None
    passed: int = 0
    _free_at: float = field(default=0.0)

    def arrival(self, size: int, delay_s: float) -> float:
        """Return when ``size`` more bytes are through, given that they queue behind what others sent."""
        self.passed += size
        pace = size / self.bytes_per_s if self.bytes_per_s else 0.0
        self._free_at = max(self._free_at, monotonic()) + pace
        return self._free_at + delay_s


class BadNetwork:
    """The network, in a thread of its own. Use it as a context manager, or close it.

    Attributes:
        port: where it listens, on 127.0.0.1.
        to_page, to_server: the two directions.
        connections: how many it has taken.
    """

    def __init__(self, target_port: int, *, delay_s: float = 0.0, bytes_per_s: float | None = None) -> None:
        """Pass on to ``target_port`` of 127.0.0.1 from now on.

        Args:
            target_port: where the server listens.
            delay_s: of each direction; a round trip takes twice as long, and one more opens a connection.
            bytes_per_s: pace of each direction.
        """
        self.target_port = target_port
        self.delay_s = delay_s
        self.to_page, self.to_server = Line(bytes_per_s), Line(bytes_per_s)
        self.connections = 0
        self._from_address = "127.0.0.1"
        self._is_cut = False
        self._flows = asyncio.Event()
        self._flows.set()
        self._open: set[_Connection] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="network")
        self._thread.start()
        self._server = self._do(asyncio.start_server(self._taken, "127.0.0.1", 0))
        self.port: int = self._server.sockets[0].getsockname()[1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End."""
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def drop(self) -> None:
        """Close the connections there are; new ones are taken."""
        self._do(self._break_all())

    def cut(self) -> None:
        """Close every connection, and every new one at once, as when the access point goes off."""
        self._is_cut = True
        self.drop()

    def pause(self) -> None:
        """Hold everything back, new connections too, as when no packet gets through and TCP goes on trying."""
        self._call(self._flows.clear)

    def freeze(self) -> None:
        """Swallow for good what is sent over the connections there are; neither side learns of it."""

        def lose() -> None:
            for one in self._open:
                one.is_lost = True

        self._call(lose)

    def change(self, address: str) -> None:
        """Freeze the connections there are; the next ones reach the server from another address of 127.0.0.0/8."""
        self.freeze()
        self._from_address = address

    def mend(self) -> None:
        """Pass everything on again, and what was held back; what was frozen stays so."""
        self._is_cut = False
        self._call(self._flows.set)

    def _taken(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = self._loop.create_task(self._serve(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        if self._is_cut:
            writer.transport.abort()
            return
        await self._flows.wait()
        page = _Side(reader, writer)
        try:
            server = _Side(
                *await asyncio.open_connection("127.0.0.1", self.target_port, local_addr=(self._from_address, 0))
            )
        except OSError:
            writer.transport.abort()
            return
        connection = _Connection(self, page, server)
        self._open.add(connection)
        try:
            await connection.pass_on()
        finally:
            self._open.discard(connection)

    async def swallows(self, connection: "_Connection") -> bool:
        """Return whether what a connection brings is lost, once something passes at all."""
        await self._flows.wait()
        return connection.is_lost

    async def _break_all(self) -> None:
        for one in list(self._open):
            one.abort()

    async def _end(self) -> None:
        self._server.close()
        await self._break_all()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def _call(self, change: Callable[[], object]) -> None:
        async def on_loop() -> None:
            change()

        self._do(on_loop())


@dataclass(frozen=True)
class _Side:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class _Connection:
    """One connection of the page, and the one to the server that goes with it."""

    def __init__(self, network: BadNetwork, page: _Side, server: _Side) -> None:
        self.network = network
        self.page = page
        self.server = server
        self.is_lost = False

    async def pass_on(self) -> None:
        """Pass bytes on both ways until one side closes."""
        network = self.network
        await asyncio.sleep(2 * network.delay_s)  # the handshake, which this machine's own did not need the network for
        await asyncio.gather(
            self._one_way(self.page, self.server, network.to_server),
            self._one_way(self.server, self.page, network.to_page),
        )

    def abort(self) -> None:
        """Break it on both sides."""
        for side in (self.page, self.server):
            side.writer.transport.abort()

    async def _one_way(self, source: _Side, target: _Side, line: Line) -> None:
        on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(_IN_FLIGHT)
        delivery = asyncio.create_task(self._deliver(on_the_way, target))
        try:
            while data := await source.reader.read(_PIECE):
                if not await self.network.swallows(self):
                    await on_the_way.put((line.arrival(len(data), self.network.delay_s), data))
            await on_the_way.put((0.0, b""))
            await delivery
        except OSError:
            if not self.is_lost:  # of a frozen one, the other side does not hear of this either
                self.abort()
        finally:
            delivery.cancel()

    async def _deliver(self, on_the_way: "asyncio.Queue[tuple[float, bytes]]", target: _Side) -> None:
        try:
            while True:
                at, data = await on_the_way.get()
                await asyncio.sleep(max(0.0, at - monotonic()))
                if await self.network.swallows(self):
                    continue
                if not data:
                    target.writer.close()
                    return
                target.writer.write(data)
                await target.writer.drain()
        except OSError:
            if not self.is_lost:  # of a frozen one, the other side does not hear of this either
                self.abort()
