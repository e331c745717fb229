"""Clients that ask again and again over loopback, and what their waiting times say."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings

CLIENTS = 4
TIMEOUT = 120


class Unexpected(Exception):
    """The server gave another answer than the page asked for."""


class Client:
    """One signed-in browser with one connection that stays open."""

    def __init__(self, port: int, cookies: Mapping[str, str]) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self.cookies = dict(cookies)

    def get(self, path: str) -> bytes:
        """The body of a page. Raises Unexpected for anything but 200."""
        status, _headers, body = self._send("GET", path)
        if status != 200:
            raise Unexpected(f"GET {path}: {status}")
        return body

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> str:
        """Send a form; the address that the answer leads to. Raises Unexpected where the form was refused."""
        status, headers, _body = self._send("POST", path, urlencode(fields))
        if status not in (302, 303):
            raise Unexpected(f"POST {path}: {status}")
        return headers.get("location", "")

    def send(self, path: str, told: object) -> bytes:
        """Send JSON as a program does; the body of the answer. Raises Unexpected for anything but 200."""
        token = {"X-CSRFToken": self.cookies[settings.CSRF_COOKIE_NAME], "Accept": "application/json"}
        status, _headers, body = self._send("POST", path, json.dumps(told), "application/json", token)
        if status != 200:
            raise Unexpected(f"POST {path}: {status} {body[:200].decode()}")
        return body

    def close(self) -> None:
        """End the connection."""
        self.line.close()

    def _send(
        self, method: str, path: str, body: str | None = None, kind: str = "application/x-www-form-urlencoded",
        more: Mapping[str, str] | None = None,
    ) -> tuple[int, Mapping[str, str], bytes]:  # fmt: skip
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **(more or {})}
        if body is not None:
            headers["Content-Type"] = kind
            headers["Origin"] = f"http://127.0.0.1:{self.line.port}"
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()


@dataclass
class Sample:
    """Waiting times of single requests in seconds, and how long all of them took together."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def percentile(self, share: int) -> float:
        """The time in milliseconds within which `share` per cent of the requests were answered."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) * share // 100, len(ordered) - 1)]

    @property
    def rate(self) -> float:
        """Requests a second, all clients together."""
        return len(self.times) / self.seconds

    def add(self, other: "Sample") -> None:
        """Take in another sample of the same thing."""
        self.times += other.times
        self.seconds += other.seconds


def together(clients: Sequence[Client], act: Callable[[Client, int, int], object], times: int) -> Sample:
    """Every client acts `times` times, all at once: `act(client, number of the client, round)`.

    The first failure of any client is raised.
    """
    sample, failures = Sample(), []
    starting = threading.Barrier(len(clients) + 1)

    def work(client: Client, number: int) -> None:
        starting.wait()
        try:
            for turn in range(times):
                begun = time.perf_counter()
                act(client, number, turn)
                sample.times.append(time.perf_counter() - begun)
        except (OSError, http.client.HTTPException, Unexpected) as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(client, number)) for number, client in enumerate(clients)]
    for thread in threads:
        thread.start()
    starting.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    sample.seconds = time.perf_counter() - begun
    if failures:
        raise failures[0]
    return sample


def timed(act: Callable[[], object], times: int) -> Sample:
    """The same act `times` times, one after the other."""
    sample = Sample()
    begun = time.perf_counter()
    for _turn in range(times):
        start = time.perf_counter()
        act()
        sample.times.append(time.perf_counter() - start)
    sample.seconds = time.perf_counter() - begun
    return sample
