"""A line between a browser and the server that counts every byte and writes down what was asked for, the worker's calls too."""

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

_ASKED = re.compile(rb"(?:^|\r\n\r\n|\n)(GET|POST|HEAD) (\S+) HTTP/1\.1\r\n")


class Wire:
    """`asked` is what was asked for since `fresh`, `came` how many bytes came back."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.door = socket.create_server(("127.0.0.1", 0))
        self.asked: list[str] = []
        self.came = 0
        self._lock = threading.Lock()
        self._open: set[socket.socket] = {self.door}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.door.getsockname()[1]}"

    def fresh(self) -> None:
        """From here on it counts anew."""
        with self._lock:
            self.asked, self.came = [], 0

    def run(self) -> None:
        while True:
            try:
                near, _whence = self.door.accept()
                far = socket.create_connection(("127.0.0.1", self.port))
            except OSError:
                return
            self._open |= {near, far}
            threading.Thread(target=self._pass, args=(near, far, self._heard), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, self._counted), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, told) -> None:
        with contextlib.suppress(OSError):
            while some := source.recv(65_536):
                told(some)
                target.sendall(some)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _heard(self, some: bytes) -> None:
        with self._lock:
            self.asked += [f"{verb.decode()} {path.decode()}" for verb, path in _ASKED.findall(some)]

    def _counted(self, some: bytes) -> None:
        with self._lock:
            self.came += len(some)

    def close(self) -> None:
        for one in self._open:
            one.close()


@contextmanager
def wire(address: str) -> Iterator[Wire]:
    """A counted line to the server at an address."""
    made = Wire(urlsplit(address).port or 80)
    threading.Thread(target=made.run, daemon=True).start()
    try:
        yield made
    finally:
        made.close()
