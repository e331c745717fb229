"""A text file for each message and a list of all, in VAR_DIR/outbox/<day>/: for another program, or to be passed on by hand."""

import csv

from django.conf import settings
from django.utils.translation import gettext_lazy

from tremang.accounts.models import User
from tremang.reports.models.reminders import OutboxMessage
from tremang.reports.reminders.senders.base import NotSent, Sender

FOLDER, LIST = "outbox", "danh-sach.csv"
HEAD = ("username", "full_name", "subject", "file")


def address(user: User) -> str:
    """The name of the user's file."""
    return f"{user.username}.txt"


def send(message: OutboxMessage) -> str:
    """Write the message and its line of the list; says where."""
    folder = settings.VAR_DIR / FOLDER / message.day.isoformat()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / message.address).write_text(f"{message.subject}\n\n{message.text}\n", encoding="utf-8")
        is_new = not (folder / LIST).exists()
        with (folder / LIST).open("a", encoding="utf-8-sig" if is_new else "utf-8", newline="") as file:
            lines = csv.writer(file)
            if is_new:
                lines.writerow(HEAD)
            lines.writerow([message.to.username, message.to.full_name, message.subject, message.address])
    except OSError as error:
        raise NotSent(f"{error.strerror}: {error.filename}") from error
    return f"{FOLDER}/{message.day.isoformat()}/{message.address}"


SENDER = Sender("file", gettext_lazy("Tệp để chuyển tay"), address, send)
