"""The way of a report, as a table: from which states a step leads where, and who may take it.

Who: WRITER holds `write_reports` at the report's own place, ABOVE holds `approve_reports` at the place above (of the City's
reports: `sign_reports` at the City). A step that is not in the table does not exist.

| step      | who    | from                 | to        | also                                                      |
|-----------|--------|----------------------|-----------|-----------------------------------------------------------|
| begin     | WRITER | not begun            | draft     | the period has begun                                      |
| submit    | WRITER | draft, returned      | submitted | freezes; the period is over, cautions explained, missing  |
|           |        |                      |           | children named, in time or with an exception              |
| withdraw  | WRITER | submitted            | draft     |                                                           |
| return    | ABOVE  | submitted            | returned  | with a reason                                             |
| approve   | ABOVE  | submitted            | approved  | what it holds of reports below becomes accepted           |
| unapprove | ABOVE  | approved             | submitted | with a reason; what it holds becomes approved again       |
| accept    | –      | approved             | accepted  | comes with the approval of the report that holds it       |
| release   | –      | accepted             | approved  | comes with the un-approving of the report that holds it   |

While the report above that holds it is sent, an approved report is not un-approved: that one is opened first.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tremang.reports.models.written import State


class Who(StrEnum):
    """Who takes a step."""

    WRITER = "writer"
    ABOVE = "above"
    ITSELF = "itself"  # comes with a step of the report above


@dataclass(frozen=True)
class Move:
    """A row of the table: `words` is the step as a verb in a sentence."""

    verb: str
    who: Who
    sources: tuple[State, ...]
    target: State
    words: str | Promise
    needs_reason: bool = False


MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("begin", Who.WRITER, (), State.DRAFT, _("mở")),
        Move("submit", Who.WRITER, (State.DRAFT, State.RETURNED), State.SUBMITTED, _("gửi")),
        Move("withdraw", Who.WRITER, (State.SUBMITTED,), State.DRAFT, _("rút về")),
        Move("return", Who.ABOVE, (State.SUBMITTED,), State.RETURNED, _("trả lại"), needs_reason=True),
        Move("approve", Who.ABOVE, (State.SUBMITTED,), State.APPROVED, _("duyệt")),
        Move("unapprove", Who.ABOVE, (State.APPROVED,), State.SUBMITTED, _("bỏ duyệt"), needs_reason=True),
        Move("accept", Who.ITSELF, (State.APPROVED,), State.ACCEPTED, _("đưa vào báo cáo cấp trên")),
        Move("release", Who.ITSELF, (State.ACCEPTED,), State.APPROVED, _("lấy ra khỏi báo cáo cấp trên")),
    )
}
SAID: dict[State, str | Promise] = {
    State.DRAFT: _("đang soạn"),
    State.SUBMITTED: _("đã gửi, đang chờ duyệt"),
    State.RETURNED: _("đã bị trả lại"),
    State.APPROVED: _("đã duyệt"),
    State.ACCEPTED: _("đã nằm trong báo cáo cấp trên"),
}
