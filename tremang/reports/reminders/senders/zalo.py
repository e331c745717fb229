"""Zalo template messages of a verified Official Account (norms 9.4): number as 84…, template, its data, tracking id."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from tremang.accounts.models import User
from tremang.kernel.format import day as written
from tremang.reports.models.reminders import OutboxMessage
from tremang.reports.reminders.senders.base import Sender
from tremang.reports.reminders.senders.endpoints import hand_over
from tremang.reports.reminders.senders.phones import phone_of

NAME, NOTE = 30, 100  # letters that a template's fields take


def address(user: User) -> str:
    """The user's mobile number as 84…, while a template is approved."""
    return phone_of(user.username) if settings.ZALO_TEMPLATE else ""


def request(message: OutboxMessage) -> dict[str, Any]:
    """The request as the template API takes it; the fields are those of the template in docs/how-to/reminders.md."""
    return {
        "phone": message.address, "template_id": settings.ZALO_TEMPLATE,
        "template_data": {
            "name": message.to.full_name[:NAME], "count": str(len(message.about)), "due": written(message.nearest_on),
            "note": message.subject[:NOTE],
        },
        "tracking_id": str(message.pk),
    }  # fmt: skip


def send(message: OutboxMessage) -> str:
    """Hand the message to ZALO_ENDPOINT; business.openapi.zalo.me/message/template is that of Zalo itself."""
    headers = {"access_token": settings.ZALO_TOKEN} if settings.ZALO_TOKEN else {}
    return hand_over(message, "zalo", request(message), settings.ZALO_ENDPOINT, headers)


SENDER = Sender("zalo", gettext_lazy("Zalo"), address, send)
