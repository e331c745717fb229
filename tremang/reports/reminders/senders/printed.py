"""The printed list: whoever is reached by nothing else stands on the sheet by which somebody telephones or calls on him."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.models import User
from tremang.reports.models.reminders import OutboxMessage
from tremang.reports.reminders.senders.base import Sender


def address(user: User) -> str:
    """Everybody can be called on."""
    return user.full_name


def send(message: OutboxMessage) -> str:
    """The sheet is drawn from the outbox itself, so there is nothing to do but say so."""
    return _("có trong danh sách nhắc để in")


SENDER = Sender("printed", gettext_lazy("Danh sách in"), address, send)
