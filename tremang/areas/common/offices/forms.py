"""Forms of support: what an office gave to whom, and what a club says of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from tremang.areas.common import problems as say
from tremang.areas.common.forms import CHOOSE, CHOOSE_MANY, MOST_PEOPLE, RecordForm, choice, example
from tremang.areas.common.models import WHAT_LIMIT, Activity, SupportAnswer
from tremang.clubs.models import Club
from tremang.kernel.format import day as written
from tremang.meetings.areas import AREA_LABELS, THEME_LABELS, Area, Theme, theme_bits
from tremang.places.models import Place
from tremang.ui.entry import DayField, WholeField, WordsField

Answer = SupportAnswer.Answer


class GiveForm(forms.Form):
    """What an office gave, and to which clubs: all, some, or those of some communes."""

    sure: tuple[str, ...] | list[str] = ()  # what was asked about already (see `ui.asking`)

    def __init__(
        self, *args: Any, today: date, clubs: Sequence[Club], by_commune: Sequence[tuple[Place, list[Club]]] | None = None,
        everyone: str, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.clubs, self.by_commune = clubs, by_commune
        self.fields["area"] = choice(
            _("Thuộc nội dung nào"),
            [("", _("Chọn nội dung")), *((a.value, f"{a.value}. {AREA_LABELS[a]}") for a in Area)],
        )
        self.fields["what"] = WordsField(
            limit=WHAT_LIMIT, label=_("Đã hỗ trợ việc gì"), widget=example(_("Ví dụ khám sức khỏe tại trạm y tế"))
        )
        self.fields["day"] = DayField(today=today, label=_("Ngày"), initial=today)
        self.fields["giver"] = WordsField(limit=120, label=_("Đơn vị hỗ trợ"), widget=example(_("Ví dụ Trạm Y tế xã")))
        self.fields["themes"] = forms.MultipleChoiceField(
            label=_("Gắn với nhiệm vụ nào"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(theme.value, THEME_LABELS[theme]) for theme in Theme], error_messages=CHOOSE_MANY,
        )  # fmt: skip
        self.fields["everyone"] = forms.BooleanField(required=False, label=everyone)
        self.fields["clubs"] = self._choices()
        if by_commune is None:
            for club in clubs:
                self.fields[f"people_{club.pk}"] = WholeField(most=MOST_PEOPLE, required=False, label=club.name)

    def _choices(self) -> forms.TypedMultipleChoiceField:
        if self.by_commune is None:
            label, rows = _("Câu lạc bộ nào"), [(str(club.pk), club.name) for club in self.clubs]
        else:
            label = _("Câu lạc bộ của xã, phường nào")
            rows = [
                (str(commune.pk), _("%(commune)s (%(n)s câu lạc bộ)") % {"commune": commune.name, "n": len(clubs)})
                for commune, clubs in self.by_commune
            ]
        return forms.TypedMultipleChoiceField(
            label=label,
            choices=rows,
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages=CHOOSE_MANY,
        )

    @property
    def people_fields(self) -> list[BoundField]:
        """A box for the number of people of each club."""
        return [bound for bound in self if bound.name.startswith("people_")]

    @property
    def shows_people(self) -> bool:
        """Whether one of those holds something, or must be looked at again."""
        return any(bound.errors or bound.value() for bound in self.people_fields)

    @property
    def shows_themes(self) -> bool:
        """Whether a theme is chosen."""
        return bool(self["themes"].value())

    def values(self) -> dict[str, Any]:
        """The columns of the support."""
        found = {name: self.cleaned_data[name] for name in ("what", "day", "giver")}
        return found | {"area": int(self.cleaned_data["area"]), "themes": theme_bits(self.cleaned_data["themes"])}

    def people(self) -> dict[int, int]:
        """Club → how many took part, where a number was given."""
        if self.by_commune is not None:
            return {}
        return {club.pk: self.cleaned_data[f"people_{club.pk}"] or 0 for club in self.clubs}

    def picked(self) -> list[Club]:
        """The clubs chosen: ticked, or with a number of people, or of a commune that is ticked."""
        if self.cleaned_data["everyone"]:
            return list(self.clubs)
        ticked, people = set(self.cleaned_data["clubs"]), self.people()
        if self.by_commune is not None:
            return [club for commune, clubs in self.by_commune if commune.pk in ticked for club in clubs]
        return [club for club in self.clubs if club.pk in ticked or people[club.pk]]


class AnswerForm(RecordForm):
    """What a club says of what an office wrote into its book."""

    def __init__(
        self, *args: Any, same: Sequence[Activity], at_meeting: bool, said: SupportAnswer | None = None,
        chosen: int | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.same, self.meets, self.said, self.own = same, at_meeting, said, chosen
        super().__init__(*args, **kwargs)

    @property
    def more(self) -> tuple[str, ...]:  # type: ignore[override]
        """What is seldom wrong."""
        return ("what", "day", "outsiders", *(() if self.meets else ("at_meeting",)))

    @property
    def shows_more(self) -> bool:
        return any(bound.errors for bound in self.more_fields)

    def build(self) -> None:
        said = [(Answer.YES, _("Đúng, có việc này")), (Answer.NO, _("Không có việc này"))]
        if self.same:
            said.insert(1, (Answer.ALREADY, _("Câu lạc bộ đã ghi việc này rồi")))
        self.fields["answer"] = forms.ChoiceField(
            label=_("Câu lạc bộ trả lời"), choices=said, initial=self._first(), widget=forms.RadioSelect,
            error_messages=CHOOSE,
        )  # fmt: skip
        self.fields["people"] = WholeField(
            most=MOST_PEOPLE, required=False, label=_("Số người của câu lạc bộ tham gia")
        )
        if self.meets:
            self._at_meeting(True)
        if self.same:
            rows = [(str(row.pk), f"{row.what}, {written(row.day)}") for row in self.same]
            self.fields["own"] = forms.TypedChoiceField(
                label=_("Nếu đã ghi rồi, là việc nào"), choices=[("", _("Chọn việc đã ghi")), *rows], coerce=int,
                empty_value=None, required=False, initial=self.own, error_messages=CHOOSE,
            )  # fmt: skip
        self.fields["what"] = WordsField(limit=WHAT_LIMIT, required=False, label=_("Sửa lại tên việc"))
        self.fields["day"] = DayField(today=self.today, required=False, label=_("Sửa lại ngày"))
        self.fields["outsiders"] = WholeField(
            most=MOST_PEOPLE, required=False, label=_("Trong đó người ngoài câu lạc bộ")
        )
        if not self.meets:
            self._at_meeting(False)

    def _first(self) -> str | None:
        """What is chosen to begin with: what was answered. Before that nothing: by its own word the support counts."""
        if self.said is None:
            return None
        return Answer.YES if self.said.answer == Answer.CORRECTED else str(self.said.answer)

    def clean(self) -> dict[str, Any]:
        """What only a confirmed line takes over is not typed in vain beside another answer."""
        found = super().clean() or self.cleaned_data
        if found.get("answer") in (Answer.NO, Answer.ALREADY):
            for name in ("people", "outsiders", "what", "day"):
                if found.get(name) not in (None, "", self[name].initial):
                    words = {"what": self.fields[name].label.lower()}
                    self.add_error(name, _(say.ONLY_WITH_YES) % words)
        return found

    def _at_meeting(self, initial: bool) -> None:
        self.fields["at_meeting"] = forms.BooleanField(
            label=_("Làm ngay tại buổi sinh hoạt hôm ấy"), required=False, initial=initial
        )

    def initial_of(self, name: str, value: Any) -> Any:
        if name == "at_meeting":
            return self.fields[name].initial
        return value or None if name in ("people", "outsiders") else value

    def values(self) -> dict[str, Any]:
        """The columns that the club may correct; what was left empty stays."""
        found = super().values()
        return {
            "people": found["people"] or 0, "outsiders": found["outsiders"] or 0, "at_meeting": found["at_meeting"],
            "what": found["what"] or self.row.what, "day": found["day"] or self.row.day,
        }  # fmt: skip
