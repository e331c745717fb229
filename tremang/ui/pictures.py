"""A picture that lies beside the database, sent to whoever has been found to be allowed to see it."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpResponseBase

KEEP = 600  # seconds for which the reader's own browser may keep it


def picture_response(path: Path) -> HttpResponseBase:
    """The JPEG at `path`; raises Http404 where its file is gone."""
    if not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = f"private, max-age={KEEP}"
    return response
