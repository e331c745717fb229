"""Forms of the life of a club."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.clubs.actions import NAME_LIMIT, Decision, Facts
from tremang.clubs.models import Club, FoundingDecision, FundingOrigin, ManagingBody, ServedHamlet
from tremang.places.models import Place
from tremang.ui.entry import EMPTY, DayField, WholeField, WordsField

CHOOSE = {"required": _("Chưa chọn. Mời chọn một dòng."), "invalid_choice": _("Mời chọn một dòng trong danh sách.")}
CHOOSE_MANY = CHOOSE | {"invalid_list": CHOOSE["invalid_choice"]}
SOLAR, LUNAR = "solar", "lunar"


def facts_of(club: Club) -> Facts:
    """The facts as they stand."""
    names = (
        "name", "managing_body", "funding_origin", "project_code", "meeting_place", "meeting_day", "meets_by_lunar",
        "meeting_time",
    )  # fmt: skip
    return Facts(**{name: getattr(club, name) for name in names})


class FactsForm(forms.Form):
    """What a club says of itself."""

    name = WordsField(label=_("Tên câu lạc bộ"), limit=NAME_LIMIT)
    managing_body = forms.ChoiceField(label=_("Đơn vị quản lý"), choices=ManagingBody, error_messages=CHOOSE)
    funding_origin = forms.ChoiceField(
        label=_("Nguồn kinh phí thành lập"), choices=FundingOrigin, error_messages=CHOOSE
    )
    project_code = WordsField(
        label=_("Mã dự án"), limit=20, required=False,
        help_text=_("Chỉ ghi khi kinh phí từ dự án, ví dụ VIE085."),
    )  # fmt: skip
    meeting_place = WordsField(label=_("Nơi sinh hoạt"), limit=120, required=False)
    meeting_day = WholeField(label=_("Ngày sinh hoạt hằng tháng"), least=1, most=31)
    calendar = forms.ChoiceField(
        label=_("Tính theo"), choices=[(SOLAR, _("Dương lịch")), (LUNAR, _("Âm lịch"))], widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )  # fmt: skip
    meeting_time = forms.TimeField(
        label=_("Giờ sinh hoạt"), required=False, input_formats=["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%H"],
        error_messages={"invalid": _("Chưa hiểu giờ này. Mời ghi như 8:30.")},
        widget=forms.TimeInput(format="%H:%M", attrs={"data-example": _("Ví dụ 8:30"), "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, facts: Facts | None = None, **kwargs: Any) -> None:
        """`facts` are shown first; a new club is offered the 15th and the Association."""
        shown = facts or Facts(name="")
        names = [name for name in self.base_fields if hasattr(shown, name)]
        initial = {name: getattr(shown, name) for name in names}
        initial["calendar"] = LUNAR if shown.meets_by_lunar else SOLAR
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def facts(self) -> Facts:
        """What was written, as facts."""
        given = dict(self.cleaned_data)
        at: time | None = given["meeting_time"]
        return Facts(
            name=given["name"], managing_body=given["managing_body"], funding_origin=given["funding_origin"],
            project_code=given["project_code"], meeting_place=given["meeting_place"],
            meeting_day=given["meeting_day"], meets_by_lunar=given["calendar"] == LUNAR, meeting_time=at,
        )  # fmt: skip


class FoundForm(FactsForm):
    """A new club: where, since when, and its facts."""

    seat = forms.ChoiceField(label=_("Câu lạc bộ đặt tại"), required=False, error_messages=CHOOSE)
    field_order = ("seat", "name", "on")

    def __init__(self, *args: Any, commune: Place, hamlets: list[Place], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hamlets = {str(hamlet.pk): hamlet for hamlet in hamlets}
        self.fields["seat"].choices = [
            ("", _("Chung cho cả %(place)s") % {"place": commune.name}),
            *((pk, hamlet.name) for pk, hamlet in self.hamlets.items()),
        ]
        self.fields["on"] = DayField(label=_("Bắt đầu vận động từ ngày"), today=today)
        self.order_fields(self.field_order)

    def seat_hamlet(self) -> Place | None:
        """The hamlet chosen; None for the commune as a whole."""
        return self.hamlets.get(self.cleaned_data["seat"])


class EditForm(FactsForm):
    """The facts, and the hamlets served with their days."""

    def __init__(
        self, *args: Any, club: Club, served: list[ServedHamlet], hamlets: list[Place], today: date, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, facts=facts_of(club), **kwargs)
        self.served = served
        taken = {row.hamlet_id for row in served}
        self.hamlets = {str(hamlet.pk): hamlet for hamlet in hamlets if hamlet.pk not in taken}
        for row in served:
            self.fields[f"from_{row.pk}"] = DayField(label=_("Phục vụ từ ngày"), today=today, initial=row.from_on)
            self.fields[f"to_{row.pk}"] = DayField(
                label=_("Đến hết ngày"), today=today, initial=row.to_on, required=False,
                help_text=_("Để trống khi còn phục vụ."),
            )  # fmt: skip
        self.fields["add"] = forms.ChoiceField(
            label=_("Thêm thôn, tổ dân phố"), required=False, error_messages=CHOOSE,
            choices=[("", _("Không thêm")), *((pk, hamlet.name) for pk, hamlet in self.hamlets.items())],
        )  # fmt: skip
        self.fields["add_from"] = DayField(label=_("Phục vụ thôn này từ ngày"), today=today, required=False)

    def lines(self) -> list[dict[str, Any]]:
        """The hamlets served, each with its two fields."""
        return [
            {"hamlet": row.hamlet, "from": self[f"from_{row.pk}"], "to": self[f"to_{row.pk}"]} for row in self.served
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("add") and not given.get("add_from") and "add_from" not in self.errors:
            self.add_error("add_from", EMPTY)
        return given

    def served_days(self) -> dict[Place, tuple[date, date | None]]:
        """Hamlet → first and last day, as written."""
        given = self.cleaned_data
        days = {row.hamlet: (given[f"from_{row.pk}"], given[f"to_{row.pk}"]) for row in self.served}
        if given["add"]:
            days[self.hamlets[given["add"]]] = (given["add_from"], None)
        return days


class StageForm(forms.Form):
    """The day of a stage, and why."""

    def __init__(self, *args: Any, today: date, asks_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = DayField(label=_("Từ ngày"), today=today)
        self.fields["reason"] = WordsField(
            label=_("Lý do") if asks_reason else _("Ghi thêm"), limit=200, required=asks_reason,
            error_messages={"required": _("Chưa có lý do. Mời ghi một câu, để người sau đọc sổ hiểu được.")},
        )  # fmt: skip


class DecisionForm(forms.Form):
    """The founding decision."""

    number = WordsField(
        label=_("Số quyết định"), limit=60,
        widget=forms.TextInput(attrs={"data-example": _("Ví dụ 118/QĐ-UBND"), "autocomplete": "off"}),
    )  # fmt: skip
    issuer = WordsField(label=_("Nơi ra quyết định"), limit=160)
    is_refounding = forms.BooleanField(
        label=_("Thành lập lại sau khi sắp xếp thôn, tổ dân phố, xã, phường"), required=False,
        help_text=_("Thành lập lại không tính là câu lạc bộ mới."),
    )  # fmt: skip
    continues = forms.ChoiceField(label=_("Tiếp nối câu lạc bộ"), required=False, error_messages=CHOOSE)
    note = WordsField(
        label=_("Vì sao không có câu lạc bộ cũ trong sổ"), limit=200, required=False,
        help_text=_("Chỉ ghi khi thành lập lại mà không chọn được câu lạc bộ cũ."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, others: list[Club], hamlets: list[Place] | None, today: date,
        row: FoundingDecision | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        """`others` may be continued; `hamlets` may be named as served (None: not asked); `row` is being corrected."""
        if row is not None:
            names = ("number", "decided_on", "issuer", "is_refounding", "note")
            kwargs["initial"] = {name: getattr(row, name) for name in names} | {"continues": row.continues_id or ""}
        super().__init__(*args, **kwargs)
        self.others = {str(club.pk): club for club in others}
        self.hamlets = {str(hamlet.pk): hamlet for hamlet in hamlets or []}
        self.fields["decided_on"] = DayField(label=_("Ngày quyết định"), today=today)
        self.fields["continues"].choices = [
            ("", _("Không có trong sổ")), *((pk, club.name) for pk, club in self.others.items())
        ]  # fmt: skip
        if self.hamlets:
            self.fields["served"] = forms.MultipleChoiceField(
                label=_("Quyết định ghi phục vụ thôn, tổ dân phố nào"), required=False, error_messages=CHOOSE_MANY,
                choices=[(pk, hamlet.name) for pk, hamlet in self.hamlets.items()],
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        self.order_fields(("number", "decided_on", "issuer", "served"))

    def decision(self) -> Decision:
        """What was written, as a decision."""
        given = self.cleaned_data
        return Decision(
            number=given["number"], decided_on=given["decided_on"], issuer=given["issuer"],
            is_refounding=given["is_refounding"], continues=self.others.get(given["continues"]), note=given["note"],
        )  # fmt: skip

    def served_hamlets(self) -> list[Place]:
        """The hamlets ticked."""
        return [self.hamlets[pk] for pk in self.cleaned_data.get("served", [])]
