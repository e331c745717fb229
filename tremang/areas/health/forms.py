"""Forms of the book of health: the round down the list, one reading, check-ups, exercise, referrals, insurance."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, may
from tremang.areas.common.asking import clean_asked
from tremang.areas.common.forms import CHOOSE, CHOOSE_MANY, MOST_PEOPLE, RecordForm, choice, example
from tremang.areas.health import figures
from tremang.areas.health import problems as say
from tremang.areas.health.actions import Taken
from tremang.areas.health.models import Outcome, Reading, Reason
from tremang.areas.health.queries import allowed
from tremang.clubs.models import Team, TeamKind
from tremang.kernel.days import read_day
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.members.models import Membership, Purpose
from tremang.ui.asking import Asker
from tremang.ui.entry import DayField, WholeField, WordsField

MOST_TIMES = 99
CAME = "checkup"  # what a look at who was examined is called
LONGEST = 20  # letters of a figure
KEY = re.compile(r"(?:bp|kg|eo|dh|yes)-(\d{1,19})")


@dataclass(frozen=True)
class Kind:
    """One thing that is measured: how it is read, how it stands, and its columns."""

    code: str
    label: Any
    unit: str
    read: Callable[..., Any]
    columns: tuple[str, ...]
    written: Callable[..., str]

    def text(self, row: Any) -> str:
        """How it stands in `row`; "" where it was not measured."""
        return self.written(*(getattr(row, name) for name in self.columns)) if row is not None else ""

    def values(self, text: str) -> dict[str, int | None]:
        """The columns that `text` means; raises Problem."""
        if not text.strip():
            return dict.fromkeys(self.columns)
        found = self.read(text)
        return dict(zip(self.columns, found if isinstance(found, tuple) else (found,), strict=True))

    def understood(self, text: str, values: Mapping[str, Any]) -> str:
        """ "12/8 là 120/80"; "" where it stands as it was written."""
        is_read = self.written(*(values[name] for name in self.columns))
        plain = text.strip().lower().removesuffix(self.unit).strip().replace(".", ",")
        if "," in plain:
            plain = plain.rstrip("0").rstrip(",")
        if not text.strip() or is_read in (text.strip(), plain) or is_read.removesuffix(",0") == plain:
            return ""
        return _("%(typed)s là %(read)s") % {"typed": text.strip(), "read": f"{is_read} {self.unit}".strip()}


KINDS = (
    Kind("bp", gettext_lazy("Huyết áp"), "", figures.read_pressure, ("systolic", "diastolic"), figures.pressure),
    Kind("kg", gettext_lazy("Cân nặng"), "kg", figures.read_weight, ("weight",), figures.kilos),
    Kind("eo", gettext_lazy("Vòng bụng"), "cm", figures.read_waist, ("waist",), figures.centimetres),
    Kind("dh", gettext_lazy("Đường huyết"), "mmol/l", figures.read_glucose, ("glucose",), figures.mmol),
)
USUAL = KINDS[:2]
PARTS = (*(kind.code for kind in KINDS), "yes", "had")  # how the boxes of a row begin, before its number


@dataclass
class Line:
    """A row of the round: whose, what stands for the day, whether he may be measured, what was sent of it."""

    pk: int
    name: str
    stands: Reading | None = None
    has_agreed: bool = True
    problem: Problem | None = None
    texts: dict[str, str] = field(default_factory=dict)
    agrees: bool = False
    had: str = ""
    touched: frozenset[str] = frozenset()  # the boxes in which something else was sent than stood there
    unseen: frozenset[str] = frozenset()  # of those the boxes for which something stands that the writer did not see

    def fill(self, data: Mapping[str, Any] | None) -> None:
        """Take over what was sent, or what stands where nothing was sent of this row."""
        if data is None or not any(f"{part}-{self.pk}" in data for part in PARTS):
            self.texts = {kind.code: kind.text(self.stands) for kind in KINDS}
            self.had = "|".join(self.texts.values()) if self.stands else ""
            return
        self.had = str(data.get(f"had-{self.pk}", ""))[:120]
        stood = dict(zip((kind.code for kind in KINDS), [*self.had.split("|"), "", "", ""], strict=False))
        self.texts = {code: str(data.get(f"{code}-{self.pk}", text)) for code, text in stood.items()}
        self.touched = frozenset(code for code, text in stood.items() if self.texts[code].strip() != text)
        self.unseen = frozenset(
            kind.code
            for kind in KINDS
            if kind.code in self.touched and kind.text(self.stands) not in ("", stood[kind.code])
        )
        self.agrees = f"yes-{self.pk}" in data

    def replaced(self, found: Sequence[Any]) -> list[tuple[Kind, str]]:
        """What was read in the boxes that would take the place of something that the writer did not see."""
        return [
            (kind, kind.written(*read.values()) if any(read.values()) else "")
            for kind, read in zip(KINDS, found, strict=True)
            if kind.code in self.unseen and any(getattr(self.stands, name) != value for name, value in read.items())
        ]

    def taken(self, found: Sequence[Any]) -> Taken:
        """What was measured: what was read in the boxes that were touched; in the others (None) what stands, whoever wrote it."""
        values = [
            {name: getattr(self.stands, name, None) for name in kind.columns} if read is None else read
            for kind, read in zip(KINDS, found, strict=True)
        ]
        return taken_of({code: text if code in self.touched else "" for code, text in self.texts.items()}, values)


class FigureField(forms.CharField):
    """A figure of one kind as people write it; gives the columns it means."""

    def __init__(self, kind: Kind, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.kind = kind

    def clean(self, value: Any) -> dict[str, int | None]:
        try:
            return self.kind.values(str(value or ""))
        except Problem as problem:
            raise forms.ValidationError(problem.sentence) from problem


class RoundForm(forms.Form):
    """The rows of a round that were touched. Once valid, `taken` and `agreeing` are what the act takes.

    `wrong_day` says why the club can have done nothing on that day; asked where somebody was no member then.
    """

    def __init__(
        self, lines: Sequence[Line], data: Mapping[str, Any] | None, *, today: date, day: date, sure: Iterable[str] = (),
        wrong_day: Callable[[], str] = str,
    ) -> None:  # fmt: skip
        self.asker, self.wrong_day = Asker(self, sure), wrong_day
        for line in lines:
            line.fill(data)
        self.lines = [line for line in lines if line.touched or line.agrees]
        shown = {"on": data.get("on", "")} if data is not None else None
        for line in self.lines:
            if shown is not None:
                shown |= {f"{code}-{line.pk}": text for code, text in line.texts.items()}
        super().__init__(shown, initial={"on": day})
        self.fields["on"] = DayField(today=today, label=_("Ngày đo"))
        patterns = [FigureField(kind, label=kind.label) for kind in KINDS]  # a copy costs a tenth of a new one
        for line in self.lines:
            for pattern in patterns:
                if pattern.kind.code not in line.touched and pattern is not patterns[0]:
                    continue  # nothing to read; the first box carries what is wrong with the row
                field = self.fields[f"{pattern.kind.code}-{line.pk}"] = copy(pattern)
                if line.problem is None:
                    field.label = line.name
        self.taken: dict[int, Taken] = {}
        self.agreeing: list[int] = []

    def only_kept(self) -> None:
        """Stand as it was sent, unjudged: only other boxes were asked for, and half a figure is no mistake yet."""
        self.initial["on"], self.is_bound = self.data.get("on", ""), False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        wrong_day = self.wrong_day() if any(line.problem for line in self.lines) else ""
        if wrong_day and "on" not in self.errors:
            self.add_error("on", wrong_day)
        for line in self.lines:
            found = [cleaned.get(f"{kind.code}-{line.pk}") if kind.code in line.touched else None for kind in KINDS]
            if any(f"{code}-{line.pk}" not in cleaned for code in line.touched):
                continue
            if line.problem is not None:
                if not wrong_day:  # else nobody was a member then: said once, at the day
                    self.add_error(f"bp-{line.pk}", line.problem.sentence)
            elif not line.has_agreed and not line.agrees and line.touched:
                self.add_error(f"bp-{line.pk}", _(say.NOT_AGREED))
            if line.agrees and not line.has_agreed:
                self.agreeing.append(line.pk)
            if line.touched:
                self._ask(line, found, cleaned.get("on"))
                self.taken[line.pk] = line.taken(found)
        return cleaned

    def _ask(self, line: Line, found: Sequence[Any], day: date | None) -> None:
        """Ask once before a figure takes the place of another that the writer did not see, as when the day was changed."""
        for kind, read in line.replaced(found) if day is not None else ():
            stands = kind.text(line.stands)
            if not self.asker.is_meant(f"thay {line.pk} {kind.code} {day} {stands} {read}"):
                words = {
                    "day": written(day),
                    "what": str(kind.label).lower(),
                    "stands": stands,
                    "read": read or _("ô trống"),
                }
                self.add_error(f"{kind.code}-{line.pk}", _(say.STANDS_ALREADY) % words)


def taken_of(texts: Mapping[str, str], found: Sequence[Any]) -> Taken:
    """What was measured, with what was understood otherwise than written."""
    understood = [kind.understood(texts[kind.code], values) for kind, values in zip(KINDS, found, strict=True)]
    columns = {name: value for values in found for name, value in values.items()}
    return Taken(**columns, typed="; ".join(filter(None, understood)))


class ReadingForm(forms.Form):
    """One reading that stands."""

    def __init__(self, data: Mapping[str, Any] | None, *, row: Reading) -> None:
        super().__init__(data)
        samples = {"bp": "120/80", "kg": "52,5", "eo": "82", "dh": "5,6"}
        for kind in KINDS:
            label = f"{kind.label} ({kind.unit})" if kind.unit else kind.label
            sample = _("Ví dụ %(sample)s") % {"sample": samples[kind.code]}
            self.fields[kind.code] = FigureField(
                kind, label=label, initial=kind.text(row), widget=example(sample, maxlength=LONGEST)
            )

    def taken(self) -> Taken:
        """What it says, once valid."""
        texts = {kind.code: str(self.data.get(kind.code, "")) for kind in KINDS}
        return taken_of(texts, [self.cleaned_data[kind.code] for kind in KINDS])


class CheckUpForm(RecordForm):
    """A day on which members were examined. By name only who agreed, to whoever sees health; others are a number.

    Names that are not shown stay in the record.
    """

    more: tuple[str, ...] = ("outsiders", "note")

    def build(self) -> None:
        names = self._names() if may(self.user, Verb.SEE_HEALTH, self.club.place, self.today) else []
        self.kept = set(self.chosen) - {int(pk) for pk, _name in names}
        if self.kept != set(self.chosen):
            self.shows = (Verb.SEE_HEALTH, CAME)
        self.fields["provider"] = WordsField(limit=120, label=_("Đơn vị khám"), widget=example(_("Ví dụ Trạm Y tế xã")))
        self.fields["on"] = self.day(_("Ngày khám"))
        if names:
            self.more = ("people", *self.more)
            self.fields["members"] = forms.TypedMultipleChoiceField(
                label=_("Ai đến khám, trong những người đồng ý ghi sức khỏe"), choices=names, coerce=int, required=False,
                widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE_MANY,
            )  # fmt: skip
        self.fields["people"] = WholeField(
            most=MOST_PEOPLE, required=False,
            label=_("Tất cả có mấy người đến khám") if names else _("Số người đến khám"),
        )  # fmt: skip
        self.fields["outsiders"] = WholeField(
            most=MOST_PEOPLE, required=False, label=_("Trong đó người ngoài câu lạc bộ")
        )
        self.fields["note"] = WordsField(limit=200, required=False, label=_("Ghi thêm, không ghi kết quả của ai"))

    def _names(self) -> list[tuple[str, str]]:
        roll = self.roll()
        standing = allowed(Membership.objects.filter(club=self.club), "person").values_list("pk", flat=True)
        agreed = set(map(str, standing))
        return [(pk, name) for pk, name in roll if pk in agreed]

    def picked(self) -> tuple[int, ...] | None:
        found = super().picked()
        return None if found is None else (*found, *self.kept)

    def values(self) -> dict[str, Any]:
        found = super().values()
        return found | {"people": found["people"] or 0, "outsiders": found["outsiders"] or 0}


class ExerciseForm(RecordForm):
    """What a sports team did in a month."""

    more = ("note",)

    def build(self) -> None:
        teams = Team.objects.filter(club=self.club, kind=TeamKind.SPORT).order_by("name").values_list("pk", "name")
        none = _("Chọn đội") if teams else _("Chưa có đội thể thao, mời lập ở trang Tổ và đội")
        self.fields["team_id"] = forms.TypedChoiceField(
            label=_("Đội"), choices=[("", none), *((str(pk), name) for pk, name in teams)], coerce=int,
            error_messages=CHOOSE,
        )  # fmt: skip
        self.fields["on"] = self.day(_("Buổi tập gần nhất trong tháng"))
        self.fields["times"] = WholeField(least=1, most=MOST_TIMES, label=_("Trong tháng tập mấy buổi"))
        self.fields["people"] = WholeField(least=1, most=MOST_PEOPLE, label=_("Mỗi buổi thường có mấy người"))
        self.fields["note"] = WordsField(limit=200, required=False, label=_("Ghi thêm"))


class ReferralForm(RecordForm):
    """Somebody was asked to go to the health station."""

    more = ("where", "outcome", "outcome_on")

    def build(self) -> None:
        self.fields["membership_id"] = self.one_member(_("Thành viên"))
        self.fields["on"] = self.day(_("Ngày nhắc đi khám"))
        of_reading = "membership_id" in self.given  # who comes from the page of a round has a reading before him
        self.fields["why"] = choice(_("Vì sao"), Reason.choices, Reason.READING.value if of_reading else None)
        self.fields["where"] = WordsField(
            limit=120, required=False, label=_("Khám ở đâu"), widget=example(_("Ví dụ Trạm Y tế xã"))
        )
        self.fields["outcome"] = choice(_("Kết quả"), [("", _("Chưa biết")), *Outcome.choices], required=False)
        self.fields["outcome_on"] = DayField(today=self.today, label=_("Ngày biết kết quả"), required=False)

    def clean_membership_id(self) -> int | None:
        """A member who agreed; the refusal says to what he did not."""
        return clean_asked(self, Verb.SEE_HEALTH, Purpose.HEALTH)


class ComingDay(DayField):
    """A day still to come; without a year it is the next such day."""

    def clean(self, value: Any) -> date | None:
        text = forms.CharField.clean(self, value)
        if not text:
            return None
        try:
            return read_day(text, self.today, ahead=True)
        except Problem as problem:
            raise forms.ValidationError(problem.sentence) from problem


class InsuranceForm(RecordForm):
    """Whether a member has a health insurance card."""

    def build(self) -> None:
        self.fields["membership_id"] = self.one_member(_("Thành viên"), gone=False)
        self.fields["is_insured"] = forms.TypedChoiceField(
            label=_("Thẻ bảo hiểm y tế"), choices=[("1", _("Có thẻ")), ("0", _("Chưa có thẻ"))],
            coerce=lambda value: value == "1", widget=forms.RadioSelect, error_messages=CHOOSE,
        )  # fmt: skip
        self.fields["expires_on"] = ComingDay(
            today=self.today, required=False, label=_("Thẻ dùng đến hết ngày"), widget=example(_("Ví dụ 31/12/2027"))
        )

    def clean_membership_id(self) -> int | None:
        """A member who agreed; the refusal says to what he did not."""
        return clean_asked(self, Verb.SEE_HEALTH, Purpose.HEALTH)

    def initial_of(self, name: str, value: Any) -> Any:
        return ("1" if value else "0") if name == "is_insured" else super().initial_of(name, value)

    def values(self) -> dict[str, Any]:
        return super().values() | {"on": self.today}
