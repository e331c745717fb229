"""The two funds: what they hold, what was lent, contributed and given."""

from django.utils.translation import gettext_lazy as _

from tremang.funds.models import CAPITAL
from tremang.reports.lines.base import Line, Section, Span, Unit

SECTION = Section(
    "funds",
    5,
    _("Hai quỹ của câu lạc bộ"),
    (
        Line("fund_income", _("Quỹ tăng thu nhập (cả tiền đang cho vay)"), Unit.DONG, "fund_income"),
        Line("outstanding", _("Trong đó: đang cho vay"), Unit.DONG, "outstanding"),
        Line("fund_activity", _("Quỹ hoạt động"), Unit.DONG, "fund_activity"),
        Line(
            "fund_mean",
            _("Quỹ tăng thu nhập bình quân, tính trên các câu lạc bộ hiện có"),
            Unit.DONG,
            "fund_existing",
            bottom="clubs",
            scale=1,
            decimals=0,
        ),
        Line("clubs_fund_100m", _("Câu lạc bộ có Quỹ tăng thu nhập từ 100.000.000 đ"), Unit.CLUB, "clubs_fund_100m"),
        Line("borrowers", _("Lượt người vay trong kỳ"), Unit.TIME, "borrowers", Span.PERIOD),
        Line("lent", _("Cho vay trong kỳ"), Unit.DONG, "lent", Span.PERIOD),
        Line("dues", _("Thành viên đóng góp trong kỳ"), Unit.DONG, "dues", Span.PERIOD),
        Line("gifts", _("Ủng hộ bằng tiền trong kỳ"), Unit.DONG, "gifts", Span.PERIOD),
        *(
            Line(f"capital_{account.value}", account.label, Unit.DONG, f"capital_{account.value}")
            for account in CAPITAL
        ),
    ),
    moved_by=("funds.",),
)
