"""Forms of members. They read what people write; the rules are the actions'."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.clubs.models import Club, Group
from tremang.kernel.days import read_day
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.members.consent_texts import TEXTS
from tremang.members.data import PersonData, written_birth
from tremang.members.models import Channel, LeaveReason, NeedKind, Person, Purpose, Sex, VulnerabilityKind

EMPTY = _("Chỗ này còn trống. Mời ghi vào.")
CHOOSE = _("Chưa chọn. Mời chọn một dòng.")
LONG = _("Phần này dài quá %(limit_value)s chữ cái. Mời ghi gọn lại.")
PLAIN = _("Chỗ này có ký tự không đọc được. Mời ghi lại bằng chữ và số.")


def text(label: Any, limit: int, *, needed: bool = False, example: Any = "", **attrs: Any) -> forms.CharField:
    """A line of text with our sentences; `example` stands at the right of the label."""
    if example:
        attrs["data-example"] = example
    messages = {"required": EMPTY, "max_length": LONG, "null_characters_not_allowed": PLAIN}
    return forms.CharField(
        label=label, required=needed, max_length=limit, error_messages=messages,
        widget=forms.TextInput(attrs={"autocomplete": "off"} | attrs),
    )  # fmt: skip


def one_of(label: Any, choices: Any, *, needed: bool = True, radio: bool = True) -> forms.ChoiceField:
    """One line of a list."""
    widget = forms.RadioSelect if radio else forms.Select
    return forms.ChoiceField(
        label=label, choices=choices, required=needed, widget=widget,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )  # fmt: skip


class DayField(forms.CharField):
    """A day as people write it; empty is today where `today` fills it, None where it may stay open."""

    def __init__(self, label: Any, *, needed: bool = True) -> None:
        super().__init__(label=label, required=needed, max_length=30)
        self.error_messages |= {"required": EMPTY, "max_length": LONG, "null_characters_not_allowed": PLAIN}
        self.today = date.max
        self.widget.attrs |= {"autocomplete": "off", "data-example": _("Ví dụ 25/9/2026")}

    def clean(self, value: Any) -> date | None:
        """The day; a ValidationError says what cannot be read."""
        words = super().clean(value)
        if not words:
            return None
        try:
            return read_day(words, self.today)
        except Problem as problem:
            raise forms.ValidationError(problem.sentence) from problem


class Dated(forms.Form):
    """A form with days: it knows today, and proposes it in the fields named by `PROPOSED`."""

    PROPOSED: tuple[str, ...] = ()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {name: written(today) for name in self.PROPOSED} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today


class PersonForm(forms.Form):
    """A card."""

    full_name = text(_("Họ và tên"), 120, needed=True, example=_("Ví dụ Nguyễn Thị Hòa"))
    sex = one_of(_("Giới tính"), Sex.choices)
    born = text(_("Ngày sinh hoặc năm sinh"), 30, needed=True, example=_("Ví dụ 05/9/1952, hoặc 1952"))
    phone = text(_("Điện thoại"), 30, example=_("máy chung hay máy bàn đều được"), inputmode="tel")
    nickname = text(_("Tên thường gọi"), 60)
    title = text(_("Cách gọi"), 6, example=_("để trống thì theo tuổi: ông, bà, anh, chị"))
    is_association_member = forms.BooleanField(label=_("Đã vào Hội Người cao tuổi"), required=False)
    citizen = text(_("Số căn cước"), 30, example=_("12 chữ số, không bắt buộc"), inputmode="numeric")

    def data_of_person(self) -> PersonData:
        """What was written, for the action; an empty citizen number leaves the stored one as it is."""
        given = self.cleaned_data
        names = ("full_name", "sex", "born", "phone", "nickname", "title", "is_association_member")
        return PersonData(**{name: given[name] for name in names}, citizen=given["citizen"] or None)


class JoinForm(Dated, PersonForm):
    """A new member: the card, the day, the group."""

    PROPOSED = ("joined_on",)
    joined_on = DayField(_("Ngày vào câu lạc bộ"))
    group = one_of(_("Tổ"), (), needed=False, radio=False)
    field_order = ("full_name", "sex", "born", "joined_on", "group", "phone")

    def __init__(self, *args: Any, club: Club, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(row.pk): row for row in Group.objects.filter(club=club, closed_on__isnull=True)}
        rows = sorted(self.groups.values(), key=lambda row: (len(row.name), row.name))
        self.fields["group"].choices = [("", _("Chưa xếp tổ")), *((str(row.pk), row.name) for row in rows)]
        if not rows:
            del self.fields["group"]

    @property
    def chosen_group(self) -> Group | None:
        """The group that was chosen."""
        return self.groups.get(self.cleaned_data.get("group", ""))


class EditForm(PersonForm):
    """The card once more; `version` is the one the writer had before him."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False)
    drop_citizen = forms.BooleanField(label=_("Bỏ số căn cước đã ghi"), required=False)

    def data_of_person(self) -> PersonData:
        """As above; the tick takes the stored number away."""
        data = super().data_of_person()
        return PersonData(**(vars(data) | {"citizen": ""})) if self.cleaned_data.get("drop_citizen") else data

    @staticmethod
    def written(person: Person) -> dict[str, Any]:
        """The card as the form shows it."""
        names = ("full_name", "sex", "phone", "nickname", "title", "is_association_member", "version")
        return {name: getattr(person, name) for name in names} | {"born": written_birth(person)}


class PauseForm(Dated):
    """Away from a day, perhaps until a day."""

    PROPOSED = ("from_on",)
    from_on = DayField(_("Nghỉ từ ngày"))
    to_on = DayField(_("Ngày nghỉ cuối cùng, nếu đã biết"), needed=False)
    reason = text(_("Lý do"), 120, example=_("Ví dụ ở với con trong Nam"))


class ResumeForm(Dated):
    """Back from a day on."""

    PROPOSED = ("back_on",)
    back_on = DayField(_("Sinh hoạt lại từ ngày"))


class LeaveForm(Dated):
    """The last day, and why."""

    PROPOSED = ("left_on",)
    reason = one_of(_("Lý do"), [choice for choice in LeaveReason.choices if choice[0] != LeaveReason.CLOSED])
    left_on = DayField(_("Ngày cuối cùng là thành viên"))


class MoveForm(Dated):
    """To which club, from which day."""

    PROPOSED = ("moved_on",)
    to = one_of(_("Chuyển đến câu lạc bộ"), (), radio=False)
    moved_on = DayField(_("Sinh hoạt ở đó từ ngày"))

    def __init__(self, *args: Any, clubs: list[Club], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clubs = {str(club.pk): club for club in clubs}
        self.fields["to"].choices = [
            ("", _("Chọn câu lạc bộ")),
            *((key, club.name) for key, club in self.clubs.items()),
        ]


class ConsentForm(Dated):
    """What the person says yes to. Nothing is ticked in advance."""

    PROPOSED = ("given_on",)
    purposes = forms.MultipleChoiceField(
        label=_("Người này đồng ý"), widget=forms.CheckboxSelectMultiple, required=False,
        error_messages={"invalid_choice": CHOOSE, "invalid_list": CHOOSE},
    )  # fmt: skip
    channel = one_of(_("Đã hỏi bằng cách nào"), Channel.choices)
    given_on = DayField(_("Ngày đồng ý"))
    given_by = text(_("Người nói thay"), 120, example=_("Ví dụ con gái Nguyễn Thị Lan"))

    def __init__(self, *args: Any, open_purposes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purposes"].choices = [(value, TEXTS[Purpose(value)]) for value in open_purposes]


class LineForm(Dated):
    """One line: a hardship, a need or a support, with its day."""

    PROPOSED = ("day",)
    kind = one_of(_("Loại"), ())
    day = DayField(_("Ngày"))
    note = text(_("Ghi thêm"), 160, example=_("Ví dụ vay 10 triệu nuôi gà"))

    def __init__(self, *args: Any, sort: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = (VulnerabilityKind if sort == "hardship" else NeedKind).choices
        self.fields["kind"].label = LABELS[sort][0]
        self.fields["day"].label = LABELS[sort][1]
        if sort != "support":
            del self.fields["note"]


LABELS = {
    "hardship": (_("Hoàn cảnh"), _("Ngày khai báo")),
    "need": (_("Nhu cầu"), _("Ngày khai báo")),
    "support": (_("Đã được hỗ trợ"), _("Ngày được hỗ trợ")),
}
