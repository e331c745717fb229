"""The photo of an activity: re-encoded without camera, place or time, beside the database, named by the digest of its bytes."""

import os
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from tremang.areas.common.models import Activity
from tremang.clubs.books import UNDO_DAYS
from tremang.meetings.images import Picture


def path_of(file: str) -> Path:
    """Where a photo's file lies."""
    return Path(settings.MEDIA_ROOT, "book-photos", file)


def keep(club_id: int, picture: Picture) -> str:
    """Write the photo's file and return its name, which an activity then carries.

    Files of the club that no activity names stay for as long as an act can be undone, and go then.
    """
    file = f"{club_id}/{picture.sha256[:40]}.jpg"
    path = path_of(file)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(club_id, path.parent)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(picture.content)
    part.replace(path)
    return file


def _sweep(club_id: int, folder: Path) -> None:
    old = time.time() - timedelta(days=UNDO_DAYS + 1).total_seconds()
    stale = [path for path in folder.iterdir() if path.stat().st_mtime < old]
    if stale:
        named = set(Activity.objects.filter(club=club_id).exclude(photo="").values_list("photo", flat=True))
        for path in stale:
            if f"{club_id}/{path.name}" not in named:
                path.unlink(missing_ok=True)
