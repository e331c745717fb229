"""Forms of the book of culture."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.areas.common.asking import clean_helped
from tremang.areas.common.forms import CHOOSE, CHOOSE_MANY, MOST_PEOPLE, RecordForm, ThemedForm, choice, example
from tremang.areas.common.models import WHAT_LIMIT
from tremang.areas.culture import problems as say
from tremang.areas.culture.models import NAME_LIMIT, PLACE_LIMIT, TEXT_LIMIT, Exchange, Occasion, Partner
from tremang.areas.culture.queries import Wish, venues
from tremang.clubs.models import LAUNCHED_STATES, Club
from tremang.kernel.format import day as written
from tremang.kernel.text import fold
from tremang.places.models import Place
from tremang.places.queries import communes, under
from tremang.ui.entry import EMPTY, DayField, WholeField, WordsField


class Suggesting(forms.TextInput):
    """A box for a line of text with suggestions from which the browser completes it."""

    def __init__(self, suggestions: Sequence[str], text: str) -> None:
        super().__init__({"data-example": text})
        self.suggestions = suggestions

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> str:
        key = f"{name}-suggested"
        box = super().render(name, value, {**(attrs or {}), **({"list": key} if self.suggestions else {})}, renderer)
        if not self.suggestions:
            return box
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', box, key, options)


def _whole(label: str, required: bool = True) -> WholeField:
    return WholeField(least=1 if required else 0, most=MOST_PEOPLE, required=required, label=label)


class PlacedForm(ThemedForm):
    """Something that was held somewhere."""

    def place(self) -> WordsField:
        """Where it was, with the venues used before."""
        return WordsField(
            limit=PLACE_LIMIT, required=False, label=_("Ở đâu"),
            widget=Suggesting(venues(self.club.pk), _("Ví dụ nhà văn hóa thôn")),
        )  # fmt: skip


class PerformanceForm(PlacedForm):
    """The troupe or others performed."""

    more = ("audience", "at_meeting")

    def build(self) -> None:
        self.fields["what"] = WordsField(
            limit=WHAT_LIMIT, label=_("Biểu diễn gì"), widget=example(_("Ví dụ 3 tiết mục chèo mừng 01/10"))
        )
        self.fields["on"] = self.day(_("Ngày biểu diễn"))
        self.fields["place"] = self.place()
        self.fields["people"] = _whole(_("Số thành viên tham gia"))
        self.fields["audience"] = _whole(_("Số người ngoài câu lạc bộ đến xem"), required=False)
        self.fields["at_meeting"] = forms.BooleanField(label=_("Diễn ngay tại buổi sinh hoạt hôm ấy"), required=False)

    def values(self) -> dict[str, Any]:
        found = RecordForm.values(self)
        return found | {"audience": found["audience"] or 0}


class ExchangeForm(PlacedForm):
    """An exchange with another club."""

    more = ()

    def build(self) -> None:
        self.fields["other_id"] = forms.TypedChoiceField(
            label=_("Giao lưu với câu lạc bộ"), choices=[("", _("Chọn, hoặc ghi tên ở dưới")), *self._others()], coerce=int,
            empty_value=None, required=False, error_messages=CHOOSE,
        )  # fmt: skip
        self.fields["other_name"] = WordsField(
            limit=NAME_LIMIT, required=False, label=_("Nếu không có trong danh sách, ghi tên"),
            widget=example(_("Ví dụ Câu lạc bộ thôn Đông, xã Yên Bài")),
        )  # fmt: skip
        self.fields["what"] = WordsField(
            limit=WHAT_LIMIT, label=_("Giao lưu gì"), widget=example(_("Ví dụ văn nghệ, bóng chuyền hơi"))
        )
        self.fields["on"] = self.day(_("Ngày giao lưu"))
        self.fields["place"] = self.place()
        self.fields["people"] = _whole(_("Số người của câu lạc bộ mình"))

    def _others(self) -> list[tuple[str, str]]:
        """The clubs of the commune, and those met before."""
        commune = self.club.place.path.rsplit(".", 2)[0]
        rows = Club.objects.filter(under(commune, "place__path"), state__in=LAUNCHED_STATES)
        met = Club.objects.filter(pk__in=Exchange.objects.filter(club=self.club).values("other"))
        found = dict((rows | met).exclude(pk=self.club.pk).order_by("place__sort").values_list("pk", "name"))
        return [(str(pk), name) for pk, name in found.items()]

    def clean(self) -> dict[str, Any]:
        """A name that one club of the City bears leads to that club."""
        found = super().clean()
        name = found.get("other_name", "")
        if name and not found.get("other_id") and "other_name" not in self.errors:
            clubs = _clubs_called(name, self.club)
            if len(clubs) > 1:
                words = "; ".join(f"{club.name}, {commune}" for club, commune in clubs[:4])
                self.add_error("other_name", _(say.SEVERAL_SO_CALLED) % {"names": words})
            elif clubs:
                found |= {"other_id": clubs[0][0].pk, "other_name": ""}
        return found

    def values(self) -> dict[str, Any]:
        return RecordForm.values(self)


def _clubs_called(name: str, club: Club) -> list[tuple[Club, str]]:
    """The clubs of the City that bear a name, with their communes; the commune may follow after a comma. Two queries."""
    city = ".".join(club.place.path.split(".")[:2])
    called, _comma, commune = name.partition(",")
    rows = Club.objects.filter(under(city, "place__path"), place__name_fold=fold(called), state__in=LAUNCHED_STATES)
    found = list(rows.select_related("place").order_by("place__sort"))
    if not found:
        return []
    names = {place.code: place for place in communes()}
    known = [(one, names[one.place.commune_code]) for one in found if one.place.commune_code in names]
    return [(one, place.name) for one, place in known if not commune or _is_called(place, commune)]


def _is_called(place: Place, name: str) -> bool:
    return place.name_fold.endswith(fold(name))


class YouthEventForm(PlacedForm):
    """An event with the young."""

    more = ("partner_name", "place", "themes", "own")

    def build(self) -> None:
        self.fields["partner"] = choice(_("Cùng với ai"), Partner.choices)
        self.fields["what"] = WordsField(
            limit=WHAT_LIMIT, label=_("Đã làm gì"), widget=example(_("Ví dụ kể chuyện truyền thống"))
        )
        self.fields["on"] = self.day(_("Ngày làm"))
        self.fields["people"] = _whole(_("Số thành viên tham gia"))
        self.fields["young"] = _whole(_("Số bạn trẻ tham gia"), required=False)
        self.fields["club_gained"] = WordsField(
            limit=TEXT_LIMIT, required=False, label=_("Câu lạc bộ được gì"), widget=example(_("Ví dụ biết gọi video"))
        )
        self.fields["young_gained"] = WordsField(
            limit=TEXT_LIMIT, required=False, label=_("Bạn trẻ được gì"), widget=example(_("Ví dụ biết làm bánh chưng"))
        )
        self.fields["partner_name"] = WordsField(
            limit=NAME_LIMIT, required=False, label=_("Tên trường, chi đoàn"),
            widget=example(_("Ví dụ Trường Trung học cơ sở Phúc Thọ")),
        )  # fmt: skip
        self.fields["place"] = self.place()
        self.build_themes()

    def values(self) -> dict[str, Any]:
        found = super().values()
        return found | {"young": found["young"] or 0}


class SocialVisitForm(RecordForm):
    """Somebody was visited."""

    more = ("note",)

    def build(self) -> None:
        self.fields["occasion"] = choice(_("Dịp gì"), Occasion.choices)
        self.fields["membership_id"] = self.one_member(_("Thăm thành viên"), _("Không phải thành viên"))
        self.fields["about"] = WordsField(
            limit=120, required=False, label=_("Nếu là người ngoài câu lạc bộ, ghi vài chữ, không cần tên"),
            widget=example(_("Ví dụ một gia đình ở xóm Đông")),
        )  # fmt: skip
        self.fields["on"] = self.day(_("Ngày thăm"))
        self.fields["people"] = _whole(_("Mấy người đi thăm"))
        self.fields["note"] = WordsField(
            limit=TEXT_LIMIT, required=False, label=_("Ghi thêm"), widget=example(_("Ví dụ hộp sữa, lẵng hoa"))
        )

    def clean_membership_id(self) -> int | None:
        """In illness a member who did not take back that his circumstances may be written."""
        sick = self.cleaned_data.get("occasion") == Occasion.SICK
        return clean_helped(self, Verb.SEE_CARE) if sick else self.cleaned_data["membership_id"]


class ExchangeAnswerForm(RecordForm):
    """The club's word on an exchange of which another told; nothing is said for it in advance."""

    more = ("what", "on", "place")
    YES, JOIN, NO = "yes", "join", "no"

    def __init__(self, *args: Any, same: Sequence[Exchange], **kwargs: Any) -> None:
        self.same = same
        super().__init__(*args, **kwargs)

    @property
    def shows_more(self) -> bool:
        return any(bound.errors for bound in self.more_fields)

    def build(self) -> None:
        said = [(self.YES, _("Đúng, có giao lưu")), (self.NO, _("Không có lần giao lưu này"))]
        if self.same:
            said.insert(1, (self.JOIN, _("Câu lạc bộ đã ghi lần này rồi")))
        self.fields["answer"] = forms.ChoiceField(
            label=_("Câu lạc bộ trả lời"), choices=said, widget=forms.RadioSelect, error_messages=CHOOSE
        )
        self.fields["people"] = _whole(_("Số người của câu lạc bộ mình"), required=False)
        if self.same:
            rows = [(str(row.pk), f"{row.what}, {written(row.on)}") for row in self.same]
            self.fields["own"] = forms.TypedChoiceField(
                label=_("Nếu đã ghi rồi, là lần nào"), choices=[("", _("Chọn lần đã ghi")), *rows], coerce=int,
                empty_value=None, required=False, error_messages=CHOOSE,
            )  # fmt: skip
        self.fields["what"] = WordsField(limit=WHAT_LIMIT, required=False, label=_("Sửa lại tên việc"))
        self.fields["on"] = DayField(today=self.today, required=False, label=_("Sửa lại ngày"))
        self.fields["place"] = WordsField(limit=PLACE_LIMIT, required=False, label=_("Sửa lại nơi giao lưu"))

    def initial_of(self, name: str, value: Any) -> Any:
        return None if name == "people" else value

    def clean(self) -> dict[str, Any]:
        """Whoever says yes says how many came."""
        found = super().clean()
        if found.get("answer") == self.YES and not found.get("people") and "people" not in self.errors:
            self.add_error("people", EMPTY)
        return found

    def values(self) -> dict[str, Any]:
        found = super().values()
        return {"people": found["people"]} | {name: found[name] for name in ("what", "on", "place") if found[name]}


class WishForm(RecordForm):
    """Who was wished a long life on a day."""

    def __init__(self, *args: Any, due: Sequence[Wish], **kwargs: Any) -> None:
        self.due = due
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        rows = [
            (
                str(one.membership),
                _("%(name)s, %(age)s tuổi") % {"name": one.name[:1].upper() + one.name[1:], "age": one.age},
            )
            for one in self.due
        ]
        self.fields["members"] = forms.TypedMultipleChoiceField(
            label=_("Ai được mừng thọ"), choices=rows, coerce=int, widget=forms.CheckboxSelectMultiple,
            error_messages=CHOOSE_MANY | {"required": _(say.NOBODY_WISHED)},
        )  # fmt: skip
        self.fields["on"] = self.day(_("Ngày mừng thọ"))
        self.fields["gift"] = WordsField(
            limit=TEXT_LIMIT, required=False, label=_("Quà mừng"), widget=example(_("Ví dụ khăn, giấy mừng thọ"))
        )
