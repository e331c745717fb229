"""Downloads that are no page's list."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tremang.accounts.powers import Verb, holds_any, reach
from tremang.exchange.queries import member_lines, members_within_reach
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.places.models import Kind, Place
from tremang.places.queries import under
from tremang.ui import sheets
from tremang.ui.tables import Column


@require_safe
def members(request: HttpRequest) -> FileResponse:
    """All members whom the reader may see, as Excel; `?noi=` narrows it to a commune by its code."""
    today = clock.today()
    if not holds_any(request.user, Verb.SEE_PERSONS, today):
        raise PermissionDenied
    place, title = None, _("Danh sách thành viên ngày %(day)s") % {"day": written(today)}
    if code := request.GET.get("noi", ""):
        place = get_object_or_404(Place, kind=Kind.COMMUNE, code=code[:16])
        if not Place.objects.filter(reach(request.user, Verb.SEE_PERSONS, today), under(place.path)).exists():
            raise PermissionDenied
        title = f"{place.name}: {title}"
    rows = member_lines(members_within_reach(request.user, today, place))
    return sheets.response(f"thanh-vien-{place.code if place else today.isoformat()}", title, _columns(), rows)


def _columns() -> list[Column]:
    return [
        Column("number", _("Số thứ tự"), "number"),
        Column("commune", _("Xã, phường")),
        Column("club", _("Câu lạc bộ")),
        Column("name", _("Họ và tên")),
        Column("sex", _("Giới")),
        Column("born", _("Ngày hoặc năm sinh")),
        Column("joined_on", _("Ngày vào"), "day"),
        Column("group", _("Tổ")),
        Column("association", _("Hội Người cao tuổi")),
    ]
