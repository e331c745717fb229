"""Connections spread over the server's processes.

A connection stays with the process that accepted it, and which one accepts is chance: of four busy people three may fall to
one process and wait for each other, while another has nothing to do. So a request that had to stand in line is the last of
its connection. The browser opens another without anybody noticing, and that may fall to an idle process.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

AT_ONCE = 0.0002  # seconds: whoever comes so soon after the last answer stood in line
PAUSE = 0.2  # seconds between two connections ended: where all processes are busy it would help nobody

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Spread:
    """A WSGI application around another, for processes with one thread each."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.done = self.ended = 0.0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        now = time.perf_counter()
        if now - self.done > AT_ONCE or now - self.ended < PAUSE:
            begin = start_response
        else:
            self.ended = now

            def begin(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
                return start_response(status, [*headers, ("Connection", "close")], *error)

        try:
            return self.app(environ, begin)
        finally:
            self.done = time.perf_counter()
