"""Forms of the books: a record's fields by column, and the common entry "what was done"."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb
from tremang.areas.common.photos import keep
from tremang.areas.common.queries import roll_since
from tremang.clubs.models import Club
from tremang.kernel.periods import add_months
from tremang.kernel.problems import Problem
from tremang.kernel.uploads import too_big_sentence
from tremang.meetings.areas import THEME_LABELS, Theme, theme_bits, themes_of
from tremang.meetings.images import Picture, clean_picture
from tremang.members.models import Membership
from tremang.ui.asking import Asker
from tremang.ui.entry import DayField, WholeField, WordsField
from tremang.ui.templatetags.ui import upfirst

MOST_PEOPLE = 9_999
CHOOSE = {
    "required": gettext_lazy("Chưa chọn. Mời chọn một dòng."),
    "invalid_choice": gettext_lazy("Mời chọn một dòng trong danh sách."),
}
CHOOSE_MANY = CHOOSE | {"invalid_list": CHOOSE["invalid_choice"]}
LATE = 6  # months: so long after somebody has died or left a record of him may still be written


def example(text: str, **attrs: Any) -> forms.TextInput:
    """A box for a line of text with an example beside its label."""
    return forms.TextInput(attrs={"data-example": text, **attrs})


def choice(label: str, choices: Any, initial: Any = None, required: bool = True) -> forms.ChoiceField:
    """One of several, in a list; none to begin with where neither `initial` nor the list says which is nearly always true."""
    rows = [(value, upfirst(words)) for value, words in choices]
    if required and initial is None and len(rows) > 1 and rows[0][0] != "":
        rows.insert(0, ("", _("Chọn trong danh sách")))
    return forms.ChoiceField(label=label, choices=rows, initial=initial, required=required, error_messages=CHOOSE)


class RecordForm(forms.Form):
    """A form for one record of a club: `build` makes the fields, named like the record's columns.

    A field called `members` lists who took part. `row` is the record that is corrected; its columns are the initial
    values. `values` gives the columns as the action takes them.
    """

    def __init__(
        self, *args: Any, club: Club, today: date, user: Any = None, row: Any = None, members: tuple[int, ...] = (),
        given: dict[str, Any] | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.club, self.today, self.user, self.row, self.chosen = club, today, user, row, members
        self.given = given or {}
        self.ways: dict[str, tuple[str, str]] = {}  # field → words and address of where to mend what is wrong with it
        self.build()
        for name, field in self.fields.items():
            if row is not None and hasattr(row, name):
                field.initial = self.initial_of(name, getattr(row, name))
            elif name in self.given:
                field.initial = self.given[name]
        if "members" in self.fields and row is not None:
            self.fields["members"].initial = [str(pk) for pk in members]

    more: tuple[str, ...] = ()  # fields that are seldom needed: they wait under "Ghi kỹ hơn"
    asked_at = ""  # the address of the form, to which one comes back from asking somebody
    sure: tuple[str, ...] | list[str] = ()  # what was asked about already (see `ui.asking`)
    names_secret = False  # whether the empty form already names who stands in a sensitive register: a look at it
    shows: tuple[Verb, str] | None = (
        None  # the duty by which a form of an open register shows what is not, and the look
    )

    def build(self) -> None:
        """Make the fields. None of its own: each form says which."""

    def ask(self, asker: Asker) -> None:
        """Ask once about what is most likely a slip, by raising Problem. Nothing of its own: each form says what."""

    @property
    def first_fields(self) -> list[BoundField]:
        """The fields that everybody fills in."""
        return [bound for bound in self if bound.name not in self.more]

    @property
    def more_fields(self) -> list[BoundField]:
        """The fields that are seldom needed."""
        return [bound for bound in self if bound.name in self.more]

    @property
    def shows_more(self) -> bool:
        """Whether one of those holds something, or must be looked at again."""
        return any(bound.errors or (bound.value() and bound.name != "own") for bound in self.more_fields)

    def initial_of(self, name: str, value: Any) -> Any:
        """How a column stands in its field."""
        return value

    def values(self) -> dict[str, Any]:
        """The columns, from `cleaned_data`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "members"}

    def picked(self) -> tuple[int, ...] | None:
        """The members chosen; None where the form does not ask."""
        return tuple(self.cleaned_data["members"]) if "members" in self.fields else None

    @property
    def since(self) -> date:
        """Whoever has gone by this day is no longer chosen from: months ago, or the day of the record where that is earlier."""
        days = [self.given.get("on"), *(getattr(self.row, name, None) for name in ("on", "from_on", "day"))]
        return min([add_months(self.today, -LATE), *(day for day in days if isinstance(day, date))])

    def roll(self, gone: bool = True) -> list[tuple[str, str]]:
        """The members to choose from: those of today, with `gone` whoever died or left of late, and whom the record names."""
        rows = [
            (str(pk), name) for pk, name in roll_since(self.club.pk, self.since if gone else self.today, self.today)
        ]
        known = {pk for pk, _called in rows}
        named = {*self.chosen, getattr(self.row, "membership_id", None)} - {None}
        missing = [pk for pk in named if str(pk) not in known]
        if missing:
            left = Membership.objects.filter(pk__in=missing, club=self.club).select_related("person")
            rows += [(str(row.pk), row.person.full_name) for row in left]
        return rows

    def one_member(self, label: str, none: str = "", gone: bool = True) -> forms.TypedChoiceField:
        """A field that chooses a member (`gone`: see `roll`), or nobody where `none` says what that means."""
        first = [("", none or _("Chọn trong danh sách"))]
        return forms.TypedChoiceField(
            label=label, choices=[*first, *self.roll(gone)], coerce=int, empty_value=None, required=not none,
            error_messages=CHOOSE,
        )  # fmt: skip

    def many_members(self, label: str, required: bool = False) -> forms.TypedMultipleChoiceField:
        """A field that chooses members, each on a row of its own."""
        return forms.TypedMultipleChoiceField(
            label=label, choices=self.roll(), coerce=int, required=required, widget=forms.CheckboxSelectMultiple,
            error_messages=CHOOSE_MANY,
        )  # fmt: skip

    def day(self, label: str) -> DayField:
        """The day on which it was, today to begin with."""
        return DayField(today=self.today, label=label, initial=self.today)


class ThemedForm(RecordForm):
    """A record that may serve the scheme on digital and green change, start-up and jobs."""

    more: tuple[str, ...] = ("themes", "own")

    def build_themes(self) -> None:
        """Two fields: which tasks, and whether the club did them itself."""
        self.fields["themes"] = forms.MultipleChoiceField(
            label=_("Gắn với nhiệm vụ nào"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(theme.value, THEME_LABELS[theme]) for theme in Theme], error_messages=CHOOSE_MANY,
        )  # fmt: skip
        self.fields["own"] = forms.BooleanField(
            label=_("Câu lạc bộ tự làm, không chỉ nghe nói chuyện"), required=False, initial=True
        )
        if self.row is not None:
            self.fields["own"].initial = bool(self.row.own_themes) or not self.row.themes

    def initial_of(self, name: str, value: Any) -> Any:
        return [str(theme) for theme in themes_of(value)] if name == "themes" else super().initial_of(name, value)

    def values(self) -> dict[str, Any]:
        found = super().values()
        bits = theme_bits(found.pop("themes"))
        return found | {"themes": bits, "own_themes": bits if found.pop("own") else 0}


class DoneForm(ThemedForm):
    """The common entry: what was done on a day, with how many people. The usual case needs a word and a number."""

    more = ("outsiders", "at_meeting", "themes", "own", "photo", "note")

    def build(self) -> None:
        self.fields["what"] = WordsField(limit=200, label=_("Đã làm việc gì"))
        self.fields["day"] = self.day(_("Ngày làm"))
        self.fields["people"] = WholeField(most=MOST_PEOPLE, required=False, label=_("Số người tham gia"))
        self.fields["outsiders"] = WholeField(
            most=MOST_PEOPLE, required=False, label=_("Trong đó người ngoài câu lạc bộ")
        )
        self.fields["at_meeting"] = forms.BooleanField(label=_("Làm ngay tại buổi sinh hoạt hôm ấy"), required=False)
        self.build_themes()
        self.fields["photo"] = forms.FileField(
            label=_("Một tấm ảnh"), required=False, allow_empty_file=True,
            widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        )  # fmt: skip
        self.fields["note"] = WordsField(limit=300, required=False, label=_("Ghi thêm"))

    def clean_photo(self) -> Picture | None:
        """The picture made safe; a file that is none is told at its field."""
        file = self.cleaned_data["photo"]
        if not isinstance(file, UploadedFile):
            return None  # nothing was sent: what the record has stays
        if sentence := too_big_sentence(file):
            raise forms.ValidationError(sentence)
        try:
            return clean_picture(file)
        except Problem as problem:
            raise forms.ValidationError(problem.sentence) from problem

    def values(self) -> dict[str, Any]:
        found = super().values()
        picture = found.pop("photo")
        photo = {"photo": keep(self.club.pk, picture)} if picture else {}
        return found | photo | {"people": found["people"] or 0, "outsiders": found["outsiders"] or 0}
