"""Phones on one event loop, each with a line of its own that stays open: they cost the machine little beside the server."""

import asyncio
import gzip
import json
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tremang.bench.load import TIMEOUT

SECRET = "b" * 43
SYNC = "/may/dong-bo"
PACKED = b"\x1f\x8b"


class Answer(NamedTuple):
    """What came back; `later` is after how many seconds to come back."""

    status: int
    body: bytes
    later: int

    @property
    def told(self) -> dict[str, Any]:
        """The answer, read."""
        found: dict[str, Any] = json.loads(gzip.decompress(self.body) if self.body[:2] == PACKED else self.body)
        return found


@dataclass
class Line:
    """A line to the server, opened at its first call and again after either side has ended it."""

    port: int
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def call(self, request: bytes) -> Answer:
        """Send a request and wait for its answer. Raises OSError or EOFError where the line is cut."""
        await self.send(request)
        return await self.answer()

    async def send(self, request: bytes) -> None:
        """Send a request only. Raises OSError."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(request)
        await self.writer.drain()

    async def answer(self) -> Answer:
        """Wait for the answer to what was sent. Raises OSError or EOFError."""
        if self.reader is None:
            raise EOFError
        async with asyncio.timeout(TIMEOUT):
            head = await self.reader.readuntil(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            said = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
            body = await self.reader.readexactly(int(said["content-length"]))
        if said.get("connection", "").lower() == "close":  # as a browser does: the next call opens another one
            self.cut()
        return Answer(int(first.split()[1]), body, int(said.get("retry-after", 0)))

    def cut(self) -> None:
        """End the line, whatever is on its way."""
        if self.writer is not None:
            self.writer.transport.abort()
        self.reader = self.writer = None


def request(device: str, send: Sequence[str], have: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a phone's call."""
    body = json.dumps({"app": 1, "send": send, "have": have}).encode()
    lines = (
        f"POST {SYNC} HTTP/1.1", "Host: localhost", f"Authorization: Device {device}.{SECRET}",
        "Content-Type: application/json", f"Content-Length: {len(body)}", "Accept-Encoding: gzip", "", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode() + body


async def at_once(acts: Sequence[Coroutine[Any, Any, Any]]) -> list[Any]:
    """What all of them give, begun together; the first failure of any is raised, and the others are ended."""
    tasks = [asyncio.create_task(act) for act in acts]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
