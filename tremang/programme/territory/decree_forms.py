"""Forms of changes by decree. Units are written by name, as on the decree, and found among those that may be meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.kernel.text import clean, fold, whole
from tremang.places.models import Kind, Place, UnitType
from tremang.places.naming import split_name
from tremang.places.problems import SAME_PART_TWICE
from tremang.places.tree import Heir, NewUnit
from tremang.programme.territory.actions.changes import Decree
from tremang.ui.entry import EMPTY, DayField, WordsField

MOST_UNITS = 4
HINTS = "don-vi"  # the list of names that stands once on the page
KEEP, OTHER, NEW = "keep", "other", "new"
CHOOSE = {
    "required": gettext_lazy("Chưa chọn. Mời chọn một dòng."),
    "invalid_choice": gettext_lazy("Mời chọn một dòng trong danh sách."),
}


@dataclass(frozen=True)
class Near:
    """The open units that a name on the form can mean, each found by its code, its full name, or its bare name."""

    units: Sequence[Place]

    def named(self, text: str) -> Place | None:
        """The one unit meant by `text`; None where none or several are."""
        wanted = fold(clean(text))
        found = [unit for unit in self.units if unit.code == wanted or unit.name_fold == wanted]
        if not found:
            found = [unit for unit in self.units if fold(split_name(unit.name)[1]) == fold(split_name(text)[1])]
        return found[0] if len(found) == 1 else None


def unit_field(label: Any, *, required: bool = False, help_text: Any = "") -> WordsField:
    """A unit's name, with those that exist as hints."""
    widget = forms.TextInput(attrs={"list": HINTS, "autocomplete": "off"})
    return WordsField(limit=120, label=label, required=required, widget=widget, help_text=help_text)


def code_field(label: Any) -> WordsField:
    """The State's code of a new commune."""
    example = {"data-example": gettext_lazy("5 chữ số, ví dụ 09715"), "inputmode": "numeric", "autocomplete": "off"}
    return WordsField(limit=24, label=label, required=False, widget=forms.TextInput(attrs=example))


class DecreeForm(forms.Form):
    """The decree behind a change: its number, its day, and from when it has effect."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"] = WordsField(
            limit=80, label=_("Số nghị quyết, quyết định"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ 1656/NQ-UBTVQH15")}),
        )  # fmt: skip
        self.fields["decided_on"] = DayField(today=today, label=_("Ký ngày"))
        self.fields["effective_on"] = DayField(today=today, label=_("Có hiệu lực từ ngày"))
        self.fields["note"] = WordsField(limit=200, required=False, label=_("Ghi thêm"))

    @property
    def decree(self) -> Decree:
        """What was written of the decree."""
        given = self.cleaned_data
        return Decree(given["number"], given["decided_on"], given["effective_on"], given["note"])


class RenameUnitForm(DecreeForm):
    """A unit's new name; "Phường …" also makes a phường of a xã."""

    def __init__(self, *args: Any, place: Place, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["name"] = WordsField(limit=120, label=_("Tên mới"), initial=place.name)
        self.order_fields(["name"])


class MoveUnitForm(DecreeForm):
    """The unit under which a hamlet or a club goes on."""

    def __init__(self, *args: Any, near: Near, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.near = near
        self.fields["parent"] = unit_field(_("Chuyển về"), required=True)
        self.order_fields(["parent"])

    def clean_parent(self) -> Place:
        """The unit written."""
        return found_in(self.near, self.cleaned_data["parent"])


class MergeForm(DecreeForm):
    """The units that come together, and which of them goes on, or what the new one is called."""

    def __init__(self, *args: Any, place: Place, near: Near, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.place, self.near = place, near
        for number in range(1, MOST_UNITS + 1):
            self.fields[f"unit_{number}"] = unit_field(_("Nhập với, dòng %(n)s") % {"n": number}, required=number == 1)
        self.fields["into"] = forms.ChoiceField(
            label=_("Sau khi nhập"), widget=forms.RadioSelect, initial=KEEP, error_messages=CHOOSE,
            choices=[
                (KEEP, _("%(name)s tiếp tục, các đơn vị kia nhập vào") % {"name": place.name}),
                (OTHER, _("Đơn vị ghi ở dòng 1 tiếp tục, các đơn vị kia nhập vào")),
                (NEW, _("Thành một đơn vị mới, ghi tên ở dưới")),
            ],
        )  # fmt: skip
        self.fields["name"] = WordsField(limit=120, required=False, label=_("Tên đơn vị mới"))
        wanted = [*(f"unit_{n}" for n in range(1, MOST_UNITS + 1)), "into", "name"]
        if place.kind == Kind.COMMUNE:
            self.fields["code"] = code_field(_("Mã đơn vị mới"))
            wanted.append("code")
        self.order_fields(wanted)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.others: list[Place] = []
        for number in range(1, MOST_UNITS + 1):
            if text := given.get(f"unit_{number}"):
                try:
                    self.others.append(unit := found_in(self.near, text))
                    only_once(unit, self.units[:-1])
                except forms.ValidationError as error:
                    self.add_error(f"unit_{number}", error)
        if given.get("into") == NEW and not given.get("name"):
            self.add_error("name", EMPTY)
        return given

    @property
    def units(self) -> list[Place]:
        """All units that come together."""
        return [self.place, *self.others]

    @property
    def heir(self) -> Heir:
        """The unit that goes on, or the new one."""
        given = self.cleaned_data
        if given["into"] == NEW:
            return new_unit(self.place, given["name"], given.get("code", ""))
        return self.others[0] if given["into"] == OTHER else self.place


class SplitForm(DecreeForm):
    """The parts of a unit and, once they are named, into which part each unit below goes."""

    def __init__(
        self, *args: Any, place: Place, near: Near, children: Sequence[Place], today: date, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, today=today, **kwargs)
        self.place, self.near, self.children = place, near, children
        wanted = ["goes_on"]
        self.fields["goes_on"] = forms.BooleanField(
            label=_("%(name)s vẫn còn, là một phần sau khi chia") % {"name": place.name}, required=False
        )
        for number in range(1, MOST_UNITS + 1):
            self.fields[f"part_{number}"] = unit_field(
                _("Phần %(n)s: tên đơn vị mới hoặc đang có") % {"n": number}, required=number == 1
            )
            wanted.append(f"part_{number}")
            if place.kind == Kind.COMMUNE:
                self.fields[f"code_{number}"] = code_field(_("Mã của phần %(n)s, nếu là đơn vị mới") % {"n": number})
                wanted.append(f"code_{number}")
        self.order_fields(wanted)
        self.parts: list[Heir] = []

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.parts = [self.place] if given.get("goes_on") else []
        for number in range(1, MOST_UNITS + 1):
            if text := given.get(f"part_{number}"):
                unit = self.near.named(text)
                self.parts.append(unit or new_unit(self.place, text, given.get(f"code_{number}", "")))
        return given

    def where(self, sent: Any) -> dict[int, int]:
        """What was chosen for each unit below: its part by position; those not chosen are left out."""
        found = {}
        for child in self.children:
            part = whole(sent.get(f"child-{child.pk}", ""), len(self.parts))
            if part < len(self.parts):
                found[child.pk] = part
        return found


def found_in(near: Near, text: str) -> Place:
    """The unit meant by `text`; raises ValidationError with what to do."""
    unit = near.named(text)
    if unit is None:
        raise forms.ValidationError(
            _("Chưa thấy đúng một đơn vị tên “%(text)s”. Mời chọn trong danh sách gợi ý.") % {"text": text[:60]}
        )
    return unit


def only_once(unit: Place, before: Sequence[Place]) -> None:
    """Raises ValidationError with what to do where a line before has the same unit."""
    if unit in before:
        raise forms.ValidationError(_(SAME_PART_TWICE) % {"name": unit.name})


def new_unit(like: Place, text: str, code: str) -> NewUnit:
    """A unit of the same level as `like`: what its name begins with says which kind it is."""
    found, _rest = split_name(text)
    same_level = (UnitType.RURAL, UnitType.WARD) if like.kind == Kind.COMMUNE else (
        UnitType.VILLAGE, UnitType.GROUP, UnitType.QUARTER,
    )  # fmt: skip
    return NewUnit(code, text, found if found in same_level else UnitType(like.unit_type))
