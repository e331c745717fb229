"""Photos of a meeting: added, taken out, put back. The file lies beside the database, never where anybody can ask for it."""

import os
import time
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.kernel.events import key, plain, record
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.meetings import problems
from tremang.meetings.actions import UNDO_DAYS
from tremang.meetings.data import short
from tremang.meetings.images import Picture
from tremang.meetings.models import Meeting, Photo

MOST = 6
CAPTION_LIMIT = 160


def add_photo(meeting: Meeting, picture: Picture, caption: str, *, by: User, today: date) -> Photo:
    """Keep a photo with the meeting. Raises Refused, Problem (too many, the same again, a caption too long)."""
    club_id = meeting.club_id
    require(by, Verb.RECORD_MEETING, meeting.club.place, today)
    caption = short("caption", clean(caption), CAPTION_LIMIT)
    file = f"{club_id}/{picture.sha256}.jpg"
    _sweep(club_id)
    _write(path_of(file), picture.content)
    with writing(club_id):
        if not Meeting.objects.filter(pk=meeting.pk).exists():
            raise Conflict("meeting_gone", problems.GONE)
        kept = list(Photo.objects.filter(meeting=meeting).values_list("sha256", flat=True))
        if picture.sha256 in kept:
            raise Problem("photo_twice", problems.PHOTO_TWICE, field="photo")
        if len(kept) >= MOST:
            raise Problem("too_many_photos", problems.TOO_MANY_PHOTOS, field="photo", most=MOST)
        photo = Photo(club_id=club_id, meeting=meeting, file=file, caption=caption, sha256=picture.sha256)
        photo.save(force_insert=True)
        _note("add_photo", meeting, photo, by, kept=True)
    return photo


def remove_photo(photo: Photo, *, by: User, today: date) -> None:
    """Take a photo out. Its file stays for as long as this can be undone."""
    require(by, Verb.RECORD_MEETING, photo.club.place, today)
    with writing(photo.club_id):
        if not Photo.objects.filter(pk=photo.pk).exists():
            return
        _note("remove_photo", photo.meeting, photo, by, kept=False)
        Photo.objects.filter(pk=photo.pk).delete()
        path = path_of(photo.file)
        if path.exists():
            os.utime(path)  # the days of undo begin now


def bring_back_photo(meeting: Meeting, photo_id: int, *, by: User, today: date) -> Photo:
    """Put a photo that was taken out back in. Raises Problem where its file is no longer there."""
    require(by, Verb.RECORD_MEETING, meeting.club.place, today)
    with writing(meeting.club_id):
        acts = (
            Event.objects.filter(subject=key(meeting), verb="remove_photo", content__isnull=False)
            .select_related("content")
            .order_by("-sequence")
        )
        told = next((act.content.body["photo"] for act in acts if act.content.body["photo"]["id"] == photo_id), None)
        if told is None or not path_of(told["file"]).exists():
            raise Problem("photo_gone", problems.PHOTO_GONE)
        if Photo.objects.filter(meeting=meeting, sha256=told["sha256"]).exists():
            raise Problem("photo_twice", problems.PHOTO_TWICE, field="photo")
        photo = Photo(club_id=meeting.club_id, meeting=meeting, **told)
        photo.save(force_insert=True)
        _note("bring_back_photo", meeting, photo, by, kept=True)
    return photo


def path_of(file: str) -> Path:
    """Where a photo's file lies."""
    return Path(settings.MEDIA_ROOT, "photos", file)


def _note(verb: str, meeting: Meeting, photo: Photo, by: User, *, kept: bool) -> None:
    told = {"id": photo.pk, "file": photo.file, "caption": photo.caption, "sha256": photo.sha256}
    record(
        meeting.club_id, verb, key(meeting), by_id=by.pk, body={"held_on": meeting.held_on, "photo": told},
        rows={key(photo): plain(photo) if kept else None},
    )  # fmt: skip


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)


def _sweep(club_id: int) -> None:
    """Delete the club's files that no photo has named for longer than undo lasts."""
    folder = path_of(str(club_id))
    if not folder.exists():
        return
    old = time.time() - timedelta(days=UNDO_DAYS + 1).total_seconds()
    stale = [path for path in folder.iterdir() if path.stat().st_mtime < old]
    if stale:
        named = set(Photo.objects.filter(club=club_id).values_list("file", flat=True))
        for path in stale:
            if f"{club_id}/{path.name}" not in named:
                path.unlink(missing_ok=True)
