"""The words of a reminder: one message with all matters, and one short line for a telephone."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.kernel.format import day as written
from tremang.reports.reminders.matters import DUE, RETURNED, WAITING, Matter
from tremang.ui.links import address

SHOWN = 30  # matters named in one message; of more their number


def subject(found: Sequence[Matter]) -> str:
    """What the message is about, in a line."""
    counts = {why: sum(one.why == why for one in found) for why in (RETURNED, DUE, WAITING)}
    parts = [
        _("%(count)s báo cáo bị trả lại") % {"count": counts[RETURNED]} if counts[RETURNED] else "",
        _("%(count)s báo cáo đến hạn") % {"count": counts[DUE]} if counts[DUE] else "",
        _("%(count)s báo cáo chờ duyệt") % {"count": counts[WAITING]} if counts[WAITING] else "",
    ]
    return _("Tre Măng: %(what)s") % {"what": ", ".join(filter(None, parts))}


def text(user: User, found: Sequence[Matter]) -> str:
    """The whole message: every matter in a line, those that came back first, and where to go on."""
    heads = {
        RETURNED: _("Bị trả lại, mời sửa rồi gửi lại:"), DUE: _("Đến hạn, mời xem và gửi:"),
        WAITING: _("Đang chờ duyệt:"),
    }  # fmt: skip
    lines = [_("Kính gửi %(who)s,") % {"who": f"{user.address_as} {user.full_name}".strip()}, ""]
    left = SHOWN
    for why, head in heads.items():
        some = [one for one in found if one.why == why]
        if some:
            lines += [head, *(f"- {one.text}" for one in some[:left])]
            if len(some) > left:
                lines.append(_("- và %(count)s báo cáo nữa.") % {"count": len(some) - left})
            left = max(left - len(some), 0)
            lines.append("")
    if settings.SITE_URL:
        lines += [_("Mời mở: %(url)s") % {"url": settings.SITE_URL.rstrip("/") + address("reports:home")}, ""]
    lines.append(_("Lời nhắc này do phần mềm Tre Măng gửi. Việc nào đã xong thì mời bỏ qua."))
    return "\n".join(lines)


def short(found: Sequence[Matter]) -> str:
    """One line for a telephone: how many, and the nearest due day."""
    nearest = min(one.due_on for one in found)
    return _("%(subject)s. Hạn gần nhất %(day)s. Mời mở phần mềm để xem.") % {
        "subject": subject(found), "day": written(nearest),
    }  # fmt: skip
