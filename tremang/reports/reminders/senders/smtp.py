"""E-mail through the server that EMAIL_URL names: smtp://user:password@host:587?tls=1, or smtps:// for port 465."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.models import User
from tremang.reports.models.reminders import OutboxMessage
from tremang.reports.reminders.senders.base import NotSent, Sender

TIMEOUT = 20  # seconds
SCHEMES = {"smtp": 587, "smtps": 465}


def address(user: User) -> str:
    """The user's e-mail address, while a server is named."""
    return user.email if settings.EMAIL_URL else ""


def connection(url: str) -> EmailBackend:
    """A way to the server. Raises NotSent where the address cannot be read."""
    parts = urlsplit(url)
    try:
        port = parts.port or SCHEMES[parts.scheme]
    except (KeyError, ValueError) as error:
        raise NotSent(_("EMAIL_URL chưa đúng: ghi theo mẫu smtp://tên:mật-khẩu@máy-chủ:587?tls=1")) from error
    is_wrapped = parts.scheme == "smtps"
    return EmailBackend(
        host=parts.hostname, port=port, username=unquote(parts.username or ""), password=unquote(parts.password or ""),
        use_ssl=is_wrapped, use_tls=not is_wrapped and parse_qs(parts.query).get("tls") == ["1"], timeout=TIMEOUT,
    )  # fmt: skip


def send(message: OutboxMessage) -> str:
    """Send an e-mail; says to whom."""
    mail = EmailMessage(
        message.subject, message.text, settings.REMIND_FROM, [message.address], connection=connection(settings.EMAIL_URL),
        headers={"Message-ID": f"<{message.pk}@tre-mang>"},
    )  # fmt: skip
    try:
        mail.send()
    except (OSError, ValueError) as error:  # SMTP errors are OSErrors
        raise NotSent(_("Máy chủ thư không nhận: %(error)s") % {"error": error}) from error
    return _("gửi tới %(address)s") % {"address": message.address}


SENDER = Sender("smtp", gettext_lazy("Thư điện tử"), address, send)
