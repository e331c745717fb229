"""What somebody was sending when his session had ended or changed: kept for him alone until he signs in again.

It lies in the session on the server, bound to the user; another user on the same machine never sees it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest

from tremang.kernel import clock

SESSION_KEY = "kept"
LARGEST = 2**20  # characters; a pasted list of 10,000 hamlets fits
NEVER = {"csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "code", "credential"}


@dataclass(frozen=True)
class Kept:
    """A form that waits: where it goes, its fields, and whether files must be chosen again."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool
    at: float

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.fields)


def keep(request: HttpRequest, user_id: int) -> dict | None:
    """What `request` was sending, as it will lie in the session for that user; None where nothing, or too much, was."""
    fields = [(name, text) for name, texts in request.POST.lists() if name not in NEVER for text in texts]
    if not fields or sum(len(name) + len(text) for name, text in fields) > LARGEST:
        return None
    return {
        "user": user_id, "path": request.get_full_path(), "fields": fields, "files": bool(request.FILES),
        "at": clock.now().timestamp(),
    }  # fmt: skip


def waiting(request: HttpRequest) -> Kept | None:
    """What waits for whoever is signed in now; another user's text is thrown away at once."""
    found = request.session.get(SESSION_KEY)
    if found is None:
        return None
    if found["user"] != request.user.pk:
        drop(request)
        return None
    return Kept(found["path"], [tuple(pair) for pair in found["fields"]], found["files"], found["at"])


def drop(request: HttpRequest) -> None:
    """Forget what waits: it was sent, or is no longer wanted."""
    request.session.pop(SESSION_KEY, None)
