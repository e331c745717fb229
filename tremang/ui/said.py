"""Saying on the next page what was done, with the way back beside it."""

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo:"


def said(request: HttpRequest, sentence: str, undo_url: str = "") -> None:
    """Show "Đã …" in the undo bar of the next page; `undo_url` takes a POST that undoes it."""
    messages.success(request, sentence, extra_tags=UNDO + undo_url if undo_url else "")


def undo_url(extra_tags: str) -> str:
    """The address kept in a message's tags, or ""."""
    return extra_tags.removeprefix(UNDO) if extra_tags.startswith(UNDO) else ""
