"""A network between a browser and a server that can be cut, or worse: that stops without saying so."""

import contextlib
import socket
import threading


class BadNetwork:
    """Passes connections on to a port, until it is told otherwise."""

    def __init__(self, target_port: int) -> None:
        self.target_port = target_port
        self.is_cut = False
        self._pairs: list[Pair] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Close every connection, and refuse new ones."""
        self.is_cut = True
        self.drop()

    def mend(self) -> None:
        """Take new connections again; those that were frozen stay so."""
        self.is_cut = False

    def drop(self) -> None:
        """Close the connections there are."""
        for pair in self._pairs:
            pair.close()
        self._pairs.clear()

    def freeze(self) -> None:
        """Swallow what is sent over the connections there are; neither side learns of it."""
        for pair in self._pairs:
            pair.is_frozen = True

    def close(self) -> None:
        """End."""
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            if self.is_cut:
                browser.close()
                continue
            with contextlib.suppress(OSError):
                self._pairs.append(Pair(browser, socket.create_connection(("127.0.0.1", self.target_port))))
                continue
            browser.close()  # the server is not there


class Pair:
    """One connection, in both directions."""

    def __init__(self, browser: socket.socket, server: socket.socket) -> None:
        self.ends = (browser, server)
        self.is_frozen = False
        for source, sink in (self.ends, self.ends[::-1]):
            threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not self.is_frozen:
                    sink.sendall(data)
        if not self.is_frozen:
            self.close()

    def close(self) -> None:
        """Close both ends."""
        for end in self.ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
