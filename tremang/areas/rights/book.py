"""The book of content 5: what it holds, what it counts, what waits."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, may
from tremang.areas.common.books import Book, File, Reader, Register, See
from tremang.areas.common.models import Counted
from tremang.areas.common.queries import called_on
from tremang.areas.common.seeing import sees_helped, told_onward
from tremang.areas.rights.forms import ComplaintForm, LegalReferralForm, MatterForm, RightsHelpForm
from tremang.areas.rights.models import Complaint, LegalReferral, LegalStage, Matter, RightsHelp
from tremang.areas.rights.queries import answered_above, late_complaints, stage_words
from tremang.areas.rights.rules import (
    check_complaint,
    check_matter,
    check_referral,
    check_somebody,
    may_drop_complaint,
    may_drop_matter,
    may_drop_referral,
)
from tremang.areas.rights.seeing import sees_complaints
from tremang.kernel.format import day as written
from tremang.meetings.areas import Area
from tremang.ui.tables import Column

HELP_LOOK, LEGAL_LOOK, COMPLAINT_LOOK, MATTER_LOOK = "rights", "legal_aid", "complaints", "matters"
MOST_SHOWN = 4  # late answers named one by one


def who(row: RightsHelp | LegalReferral) -> str:
    """Whom a record is about: a member as he is called, an outsider in the words about him."""
    return called_on(row.membership, row.on) if row.membership else row.about


def _counted(row: RightsHelp | LegalReferral, code: str, what: str) -> Counted:
    named = [row.membership_id] if row.membership_id is not None else []
    return Counted(code, Area.RIGHTS, row.on, what, named, outsiders=0 if named else 1)


HELPS = Register(
    code="rights_help", slug="giup-quyen-loi", model=RightsHelp, form=RightsHelpForm,
    title=gettext_lazy("Giúp giấy tờ, trợ cấp, bảo hiểm"), button=gettext_lazy("Ghi người được giúp"),
    empty=gettext_lazy("Chưa ghi giúp ai."),
    columns=lambda: [
        Column("who", _("Giúp ai"), small="kind"), Column("day", _("Ngày"), "day"), Column("what", _("Đã giúp thế nào")),
        Column("outcome", _("Kết quả")),
    ],
    line=lambda row: {
        "who": who(row), "kind": row.get_kind_display(), "day": row.on, "what": row.what,
        "outcome": row.get_outcome_display(),
    },
    words=lambda row: {"day": row.on}, check=check_somebody, day_of=lambda row: row.on,
    counted=lambda row, members: _counted(row, "rights_help", _("Giúp một người về giấy tờ, quyền lợi")),
    order=("-on", "-pk"), related=("membership__person",), see=Verb.SEE_SENSITIVE, also=Verb.SEE_SENSITIVE,
    secret=HELP_LOOK, sees=sees_helped, asks=lambda rows: rows,
    blank=(gettext_lazy("Ngày"), gettext_lazy("Giúp ai"), gettext_lazy("Việc gì"), gettext_lazy("Kết quả")),
)  # fmt: skip

REFERRALS = Register(
    code="legal_referral", slug="tro-giup-phap-ly", model=LegalReferral, form=LegalReferralForm,
    title=gettext_lazy("Giới thiệu đi trợ giúp pháp lý"), button=gettext_lazy("Ghi người được giới thiệu"),
    empty=gettext_lazy("Chưa giới thiệu ai đi trợ giúp pháp lý."),
    columns=lambda: [
        Column("who", _("Giới thiệu ai"), small="matter"), Column("day", _("Ngày gửi"), "day"), Column("stage", _("Đang ở bước")),
    ],
    line=lambda row: {
        "who": who(row), "matter": row.get_matter_display(), "day": row.on, "stage": stage_words(row),
    },
    words=lambda row: {"day": row.on}, check=check_referral, may_drop=may_drop_referral, day_of=lambda row: row.on,
    counted=lambda row, members: _counted(row, "legal_referral", _("Giới thiệu một người đi trợ giúp pháp lý")),
    order=("-on", "-pk"), related=("membership__person",), see=Verb.SEE_SENSITIVE, also=Verb.SEE_SENSITIVE,
    secret=LEGAL_LOOK, sees=sees_helped, asks=lambda rows: rows, only=lambda rows: rows.prefetch_related("stages"),
    blank=(gettext_lazy("Giới thiệu ai"), gettext_lazy("Việc gì"), gettext_lazy("Ngày gửi"), gettext_lazy("Kết quả")),
)  # fmt: skip


def _of_whom(row: Complaint) -> str:
    return called_on(row.membership, row.on) if row.membership else _("Không ghi tên")


COMPLAINTS = Register(
    code="complaint", slug="phan-hoi", model=Complaint, form=ComplaintForm, title=gettext_lazy("Phản hồi, kiến nghị"),
    button=gettext_lazy("Ghi phản hồi, kiến nghị"), empty=gettext_lazy("Chưa nhận phản hồi nào."),
    columns=lambda: [
        Column("subject", _("Về việc"), small="who"), Column("day", _("Ngày nhận"), "day"), Column("state", _("Tình trạng")),
        Column("due", _("Hạn trả lời"), "day"), Column("answered", _("Ngày trả lời"), "day"),
    ],
    line=lambda row: {
        "subject": row.get_subject_display(), "who": _of_whom(row), "day": row.on, "state": row.get_state_display(),
        "due": row.due_on, "answered": row.answered_on,
    },
    words=lambda row: {"day": row.on}, check=check_complaint, may_drop=may_drop_complaint, day_of=lambda row: row.on,
    counted=lambda row, members: Counted(
        "complaint", Area.RIGHTS, row.on, _("Nhận một phản hồi, kiến nghị"), people=1
    ),
    order=("-on", "-pk"), related=("membership__person",), see=Verb.SEE_COMPLAINTS, also=Verb.SEE_COMPLAINTS,
    secret=COMPLAINT_LOOK, sees=sees_complaints,
    blank=(
        gettext_lazy("Ngày"), gettext_lazy("Của ai (để trống được)"), gettext_lazy("Nội dung"), gettext_lazy("Xử lý, kết quả"),
    ),
)  # fmt: skip

MATTERS = Register(
    code="matter", slug="dua-len-xa", model=Matter, form=MatterForm, title=gettext_lazy("Việc đưa lên xã, phường"),
    button=gettext_lazy("Đưa một việc lên xã, phường"), empty=gettext_lazy("Chưa đưa việc nào lên xã, phường."),
    columns=lambda: [
        Column("subject", _("Về việc"), small="state"), Column("day", _("Ngày đưa lên"), "day"),
        Column("due", _("Nên trả lời chậm nhất"), "day"), Column("answered", _("Ngày trả lời"), "day"),
    ],
    line=lambda row: {
        "subject": row.get_subject_display(), "day": row.on, "due": row.due_on, "answered": row.answered_on,
        "state": _("xã, phường đã trả lời") if row.answered_on else _("chờ trả lời"),
    },
    words=lambda row: {"day": row.on}, check=check_matter, may_drop=may_drop_matter, day_of=lambda row: row.on,
    counted=lambda row, members: Counted("matter", Area.RIGHTS, row.on, _("Đưa một việc lên xã, phường")),
    order=("-on", "-pk"), see=Verb.SEE_COMPLAINTS, also=Verb.SEE_COMPLAINTS, secret=MATTER_LOOK,
    blank=(gettext_lazy("Ngày"), gettext_lazy("Về việc"), gettext_lazy("Nội dung"), gettext_lazy("Xã, phường trả lời")),
)  # fmt: skip


def _waiting(reader: Reader) -> list[dict[str, Any]]:
    """Late answers, and what the commune has answered that nobody was told. Says no more than days."""
    powers = (Verb.KEEP_BOOKS, Verb.SEE_COMPLAINTS)
    if not all(may(reader.user, power, reader.club.place, reader.today) for power in powers):
        return []
    club, jobs = reader.club.pk, []
    sees = sees_complaints(reader.user, reader.club, reader.today)
    late = [row for row in late_complaints(reader.club, reader.today) if sees(row)]
    for row in late[:MOST_SHOWN]:
        jobs.append({
            "what": _("Phản hồi nhận ngày %(day)s chưa trả lời.") % {"day": written(row.on)},
            "cause": _("Hạn là %(due)s. Mời trả lời người phản hồi, hoặc chuyển lên xã, phường.") % {"due": written(row.due_on)},
            "url": reverse("rights:complaint_show", args=[club, row.pk]), "action": _("Mở phản hồi"),
        })  # fmt: skip
    if len(late) > MOST_SHOWN:
        jobs.append({
            "what": _("Còn %(n)s phản hồi khác cũng quá hạn.") % {"n": len(late) - MOST_SHOWN},
            "cause": _("Mời xem cả danh sách."), "url": reverse("rights:complaint", args=[club]), "action": _("Xem phản hồi"),
        })  # fmt: skip
    told = [row for row in answered_above(reader.club).select_related("complaint") if sees(row.complaint)]
    for row in told[:MOST_SHOWN]:
        jobs.append({
            "what": _("Xã, phường đã trả lời việc đưa lên ngày %(day)s.") % {"day": written(row.on)},
            "cause": _("Mời báo lại người phản hồi."), "action": _("Báo lại"),
            "url": reverse("rights:complaint_answer", args=[club, row.complaint_id]),
        })  # fmt: skip
    return jobs


def _sees_stage(sees: See) -> See:
    """A stage is seen with its referral."""
    return lambda row: sees(row.referral)


BOOK = Book(
    area=Area.RIGHTS, code="rights", slug="quyen-loi", title=gettext_lazy("Quyền và lợi ích"), only_times=True,
    examples=(
        gettext_lazy("Hướng dẫn làm hồ sơ trợ cấp"), gettext_lazy("Mời cán bộ xã giải đáp chính sách"),
        gettext_lazy("Nghe nói chuyện về trợ giúp pháp lý"),
    ),
    ideas=(
        gettext_lazy("Hỏi xem còn thành viên nào chưa có thẻ bảo hiểm y tế"),
        gettext_lazy("Mời cán bộ xã đến giải đáp chế độ cho người cao tuổi"),
        gettext_lazy("Mời trợ giúp viên pháp lý nói chuyện một buổi"),
    ),
    registers=(HELPS, REFERRALS, COMPLAINTS, MATTERS), waiting=_waiting, hides_small=Verb.SEE_SENSITIVE,
    acts={
        "move_legal_referral": Verb.SEE_SENSITIVE, "step_back_legal_referral": Verb.SEE_SENSITIVE,
        "take_up_complaint": Verb.SEE_COMPLAINTS, "answer_complaint": Verb.SEE_COMPLAINTS,
        "carry_complaint": Verb.SEE_COMPLAINTS, "answer_matter": Verb.GIVE_SUPPORT,
    },
    guarded={LegalStage: lambda user, club, today: _sees_stage(sees_helped(user, club, today))},
    files={
        "rights_helps": File(
            "id,club_id,person_id,day,kind,outcome",
            lambda: RightsHelp.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", told_onward(), "on", "kind", "outcome"
            ),
            is_sensitive=True,
        ),
        "legal_referrals": File(
            "id,club_id,person_id,day,matter",
            lambda: LegalReferral.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", told_onward(), "on", "matter"
            ),
            is_sensitive=True,
        ),
        "legal_stages": File(
            "id,club_id,referral_id,day,stage",
            lambda: LegalStage.objects.order_by("club", "on", "pk").values_list("pk", "club", "referral", "on", "stage"),
            is_sensitive=True,
        ),
        "complaints": File(
            "id,club_id,person_id,day,subject,due,state,answered",
            lambda: Complaint.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", told_onward(), "on", "subject", "due_on", "state", "answered_on"
            ),
            is_sensitive=True,
        ),
        "matters": File(
            "id,club_id,complaint_id,day,subject,due,answered",
            lambda: Matter.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", "complaint", "on", "subject", "due_on", "answered_on"
            ),
            is_sensitive=True,
        ),
    },
)  # fmt: skip
