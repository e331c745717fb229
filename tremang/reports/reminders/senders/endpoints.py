"""Handing a request to a gateway over HTTP; without a gateway it is left as a file for whoever has one."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils.translation import gettext as _

from tremang.reports.models.reminders import OutboxMessage
from tremang.reports.reminders.senders.base import NotSent
from tremang.reports.reminders.senders.file import FOLDER

TIMEOUT = 15  # seconds


def hand_over(
    message: OutboxMessage, channel: str, body: Mapping[str, Any], endpoint: str, headers: Mapping[str, str]
) -> str:  # fmt: skip
    """POST `body` as JSON to `endpoint`, or write it to VAR_DIR/outbox where none is set. Raises NotSent."""
    text = json.dumps(body, ensure_ascii=False, indent=2)
    if not endpoint:
        name = f"{FOLDER}/{message.day.isoformat()}/{channel}-{message.pk}.json"
        path = settings.VAR_DIR / name
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise NotSent(f"{error.strerror}: {error.filename}") from error
        return _("chưa nối cổng gửi, đã để yêu cầu ở %(file)s") % {"file": name}
    if urlsplit(endpoint).scheme not in ("https", "http"):
        raise NotSent(_("Địa chỉ cổng gửi phải bắt đầu bằng https://"))
    request = Request(  # noqa: S310 - the scheme was looked at
        endpoint, data=text.encode(), headers={"Content-Type": "application/json", **headers}, method="POST"
    )
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return _("cổng gửi nhận, mã %(status)s") % {"status": answer.status}
    except (URLError, OSError, ValueError) as error:
        raise NotSent(_("Cổng gửi không nhận: %(error)s") % {"error": error}) from error
