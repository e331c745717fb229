"""One form a step. They read what people write and leave the rules to the act of recording."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tremang.agenda import problems
from tremang.agenda.likely import following_day
from tremang.agenda.sitting import Sitting
from tremang.kernel.days import read_day
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.meetings import problems as of_meetings
from tremang.meetings.areas import AREA_LABELS, THEME_LABELS, Area
from tremang.meetings.counts import COUNTS, EXAMPLES, MOST, NOTE_LABEL, NOTE_LABELS
from tremang.meetings.data import LIMITS, MOST_GUESTS, NOTE_LIMIT, Done, check_line
from tremang.meetings.days import may_meet_on


class DayField(forms.CharField):
    """A day as people write it; `ahead` reads 25/9 as the coming one."""

    def __init__(self, *, today: date, ahead: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.today, self.ahead = today, ahead
        self.widget.attrs |= {"inputmode": "text", "autocomplete": "off", "maxlength": 30}

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_day(text, self.today, ahead=self.ahead)
        except Problem as problem:
            raise forms.ValidationError(problem.sentence) from problem


class CountField(forms.IntegerField):
    """A small number, or nothing."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        sentence = _("Ghi từ 0 đến %(most)s, bằng chữ số.") % {"most": most}
        messages = {"invalid": problems.NO_NUMBER, "min_value": sentence, "max_value": sentence}
        super().__init__(required=False, min_value=0, max_value=most, error_messages=messages, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 6})


def _text(label: Any, name: str, **kwargs: Any) -> forms.CharField:
    too_long = _("Phần này dài quá %(limit)s chữ cái. Mời viết gọn lại.") % {"limit": LIMITS[name]}
    return forms.CharField(
        label=label, required=False, max_length=LIMITS[name], error_messages={"max_length": too_long}, **kwargs
    )


class DayForm(forms.Form):
    """When, where, who led and who writes."""

    place = _text(_("Nơi họp"), "place")
    chaired_by = _text(_("Người chủ trì"), "chaired_by")
    written_by = _text(_("Người ghi biên bản"), "written_by")
    field_order = ["held_on", "place", "chaired_by", "written_by"]

    def __init__(self, sitting: Sitting, *args: Any, **kwargs: Any) -> None:
        self.sitting = sitting
        super().__init__(*args, **kwargs)
        self.fields["held_on"] = DayField(
            today=sitting.today, label=_("Ngày sinh hoạt"), error_messages={"required": problems.NO_DAY}
        )
        self.fields["held_on"].widget.attrs["data-example"] = gettext("Ví dụ 25/9/2026")
        self.order_fields(self.field_order)

    @staticmethod
    def start(sitting: Sitting) -> dict[str, Any]:
        """What stands in the fields at first."""
        body = sitting.body
        return {name: body[name] for name in ("place", "chaired_by", "written_by")} | {
            "held_on": written(sitting.held_on)
        }

    def clean_held_on(self) -> date:
        day = self.cleaned_data["held_on"]
        if day is None:
            raise forms.ValidationError(problems.NO_DAY)
        return day

    def check(self) -> None:
        """Raise the problem or the conflict of the day."""
        day = self.cleaned_data["held_on"]
        if day > self.sitting.today:
            raise Problem("in_future", of_meetings.IN_FUTURE, field="held_on", day=written(day))
        meeting = self.sitting.meeting
        may_meet_on(self.sitting.club, day, besides=meeting.pk if meeting else 0)

    def changes(self) -> dict[str, Any]:
        """What to keep. Until the next meeting was looked at, its day follows from this one's."""
        day = self.cleaned_data["held_on"]
        found = self.cleaned_data | {"held_on": day.isoformat()}
        if self.sitting.meeting is None and "quyet-dinh" not in self.sitting.body["steps"]:
            found["next_on"] = following_day(self.sitting.club, day).isoformat()
        return found


class GuestsForm(forms.Form):
    """Guests, beneath the last names of the roll-call."""

    guests = CountField(label=_("Số khách mời"), most=MOST_GUESTS)
    guest_names = _text(_("Khách là ai"), "guest_names")

    def changes(self) -> dict[str, Any]:
        return {"guests": self.cleaned_data["guests"] or 0, "guest_names": self.cleaned_data["guest_names"]}


def _taken_off(form: forms.Form, tick: str) -> bool:
    """Whether a tick that stood there was taken off: what unfolds beneath it is out of sight then, yet still sent."""
    return bool(form.initial.get(tick)) and not form.cleaned_data[tick]


class ContentsForm(forms.Form):
    """The 8 contents: a tick, a line, and the counts that the handbook names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for area in Area:
            self.fields[f"done_{area}"] = forms.BooleanField(required=False, label=f"{area}. {AREA_LABELS[area]}")
            note = forms.CharField(
                required=False, max_length=NOTE_LIMIT, label=NOTE_LABELS.get(area, NOTE_LABEL),
                error_messages={"max_length": _("Dòng này dài quá %(limit)s chữ cái. Mời viết gọn lại.") % {"limit": NOTE_LIMIT}},
            )  # fmt: skip
            note.widget.attrs["data-example"] = EXAMPLES[area]
            self.fields[f"note_{area}"] = note
            for name, label in COUNTS[area].items():
                self.fields[f"count_{area}_{name}"] = CountField(label=label, most=MOST)

    @staticmethod
    def start(sitting: Sitting) -> dict[str, Any]:
        """What stands in the fields at first."""
        found: dict[str, Any] = {}
        for area, line in sitting.body["done"].items():
            found |= {f"done_{area}": True, f"note_{area}": line["note"]}
            found |= {f"count_{area}_{name}": count for name, count in line["counts"].items()}
        return found

    def parts(self) -> list[dict[str, Any]]:
        """The contents with their fields, for the page."""
        return [
            {
                "area": int(area), "label": AREA_LABELS[area], "tick": self[f"done_{area}"],
                "fields": [self[f"note_{area}"], *(self[f"count_{area}_{name}"] for name in COUNTS[area])],
                "wrong": any(self[name].errors for name in self.fields if name.split("_")[1] == str(int(area))),
            }
            for area in Area
        ]  # fmt: skip

    def changes(self) -> dict[str, Any]:
        """What to keep. A line or a count means that its content was done, ticked or not; but a tick taken off counts."""
        done = {}
        for area in Area:
            if _taken_off(self, f"done_{area}"):
                continue
            note = self.cleaned_data[f"note_{area}"]
            counts = {
                name: count for name in COUNTS[area] if (count := self.cleaned_data[f"count_{area}_{name}"]) is not None
            }
            if self.cleaned_data[f"done_{area}"] or note or counts:
                check_line(area, Done(note, counts))
                done[str(int(area))] = {"note": note, "counts": counts}
        return {"done": done}


class ThemesForm(forms.Form):
    """The four themes, and under which of them the club itself did something."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for theme, label in THEME_LABELS.items():
            self.fields[f"theme_{theme}"] = forms.BooleanField(required=False, label=label)
            self.fields[f"own_{theme}"] = forms.BooleanField(required=False, label=_("Câu lạc bộ tự làm một việc"))

    @staticmethod
    def start(sitting: Sitting) -> dict[str, Any]:
        """What stands in the fields at first."""
        body = sitting.body
        return {f"theme_{theme}": True for theme in body["themes"]} | {
            f"own_{theme}": True for theme in body["own_themes"]
        }

    def parts(self) -> list[dict[str, Any]]:
        """The themes with their two ticks, for the page."""
        return [
            {"theme": str(theme), "tick": self[f"theme_{theme}"], "own": self[f"own_{theme}"]} for theme in THEME_LABELS
        ]

    def changes(self) -> dict[str, Any]:
        """What to keep; an own deed makes the theme, unless its tick was taken off."""
        kept = [theme for theme in THEME_LABELS if not _taken_off(self, f"theme_{theme}")]
        own = [str(theme) for theme in kept if self.cleaned_data[f"own_{theme}"]]
        spoken = [str(theme) for theme in THEME_LABELS if self.cleaned_data[f"theme_{theme}"] or str(theme) in own]
        return {"themes": spoken, "own_themes": own}


class DecisionsForm(forms.Form):
    """What was decided, what comes next and when."""

    decisions = _text(_("Quyết định của buổi sinh hoạt"), "decisions", widget=forms.Textarea(attrs={"rows": 4}))
    next_plan = _text(_("Kế hoạch tháng tới"), "next_plan", widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, sitting: Sitting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sitting = sitting
        self.fields["next_on"] = DayField(
            today=sitting.held_on, ahead=True, required=False, label=_("Buổi tới vào ngày")
        )

    @staticmethod
    def start(sitting: Sitting) -> dict[str, Any]:
        """What stands in the fields at first."""
        data = sitting.data
        return {
            "decisions": data.decisions, "next_plan": data.next_plan,
            "next_on": written(data.next_on) if data.next_on else "",
        }  # fmt: skip

    def changes(self) -> dict[str, Any]:
        """What to keep."""
        day = self.cleaned_data["next_on"]
        return self.cleaned_data | {"next_on": day.isoformat() if day else ""}
