"""Forms of the book of care at home."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.areas.common.asking import clean_asked
from tremang.areas.common.forms import CHOOSE, CHOOSE_MANY, RecordForm, choice, example
from tremang.areas.common.queries import called_on
from tremang.areas.homecare.cares import WEEKDAY_CHOICES, Care, bits_of, values_of
from tremang.areas.homecare.models import Cared, Why
from tremang.areas.homecare.queries import called, volunteers
from tremang.areas.homecare.seeing import shown
from tremang.clubs.models import Group
from tremang.members.models import Purpose, Sex
from tremang.ui.entry import DayField, WordsField
from tremang.ui.templatetags.ui import upfirst

REPORT_LIMIT = 200


def bits_field(label: str, choices: Iterable[tuple[int, Any]], required: bool = True) -> forms.TypedMultipleChoiceField:
    """Several of a fixed list, each on a row of its own; a column of bits."""
    return forms.TypedMultipleChoiceField(
        label=label, choices=[(str(value), words) for value, words in choices], coerce=int, required=required,
        widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE_MANY,
    )  # fmt: skip


class CareForm(RecordForm):
    """A form of this book: columns of bits, the people cared for whom the writer may be shown, and volunteers."""

    bits: tuple[str, ...] = ()

    def initial_of(self, name: str, value: Any) -> Any:
        return [str(bit) for bit in values_of(value)] if name in self.bits else super().initial_of(name, value)

    def values(self) -> dict[str, Any]:
        found = super().values()
        return found | {name: bits_of(found[name]) for name in self.bits}

    def until(self, label: str) -> DayField:
        """The last day of a time that may be open."""
        return DayField(today=self.today, label=label, required=False)

    def cared(self, label: str) -> forms.TypedChoiceField:
        """Chooses somebody who is cared for; behind them whoever was until of late. Where the record stands, whom it names."""
        rows = Cared.objects.filter(shown(self.user, self.club, self.today), club=self.club)
        late = Q(to_on__isnull=True) | Q(to_on__gte=self.since)
        rows = rows.filter(late | Q(pk=self.row.cared_id) if self.row else late).select_related("membership__person")
        people = [(str(row.pk), *self._called(row)) for row in rows.order_by("membership__person__sort_key", "pk")]
        return self._one(label, [(pk, words) for pk, words, _gone in sorted(people, key=lambda one: one[2])])

    def _called(self, row: Cared) -> tuple[str, bool]:
        """Somebody who is or was cared for, as the list names him, and whether that is over."""
        name, member = called(row, self.today), row.membership
        if member is not None and member.person.died_on is not None:
            return _("%(name)s (đã mất)") % {"name": name}, True
        left_on = member.left_on if member is not None else None
        if any(day is not None and day < self.today for day in (row.to_on, left_on)):
            return _("%(name)s (đã thôi chăm sóc)") % {"name": name}, True
        return name, False

    def volunteer(self, label: str, *, anybody: bool) -> forms.TypedChoiceField:
        """Chooses a volunteer; with `anybody` the others of the club stand behind them."""
        people = [(str(row.pk), called_on(row, self.today)) for row in volunteers(self.club.pk, self.today)]
        known = {pk for pk, _called in people}
        if anybody:
            people += [(pk, words) for pk, words in self.roll() if pk not in known]
        if self.row is not None and str(self.row.volunteer_id) not in {pk for pk, _called in people}:
            people.append((str(self.row.volunteer_id), called_on(self.row.volunteer, self.today)))
        return self._one(label, people)

    def _one(self, label: str, people: list[tuple[str, str]]) -> forms.TypedChoiceField:
        return forms.TypedChoiceField(
            label=label, choices=[("", _("Chọn trong danh sách")), *((pk, upfirst(name)) for pk, name in people)], coerce=int,
            error_messages=CHOOSE,
        )  # fmt: skip


class CareTrainingForm(CareForm):
    """A member learned how to care for people at home."""

    def build(self) -> None:
        self.fields["membership_id"] = self.one_member(_("Ai được tập huấn"))
        self.fields["on"] = self.day(_("Ngày tập huấn"))
        self.fields["giver"] = WordsField(
            limit=120, label=_("Đơn vị tập huấn"), widget=example(_("Ví dụ Trạm Y tế xã"))
        )


class CaredForm(CareForm):
    """Somebody is cared for at home. Who it is does not change once it is written."""

    more = ("prefers_sex", "group_id", "to_on")
    bits = ("needs",)

    def build(self) -> None:
        if self.row is None:
            self.fields["membership_id"] = self.one_member(_("Chăm sóc thành viên"), _("Không phải thành viên"))
        if self.row is None or self.row.membership_id is None:
            self.fields["about"] = WordsField(
                limit=120, required=self.row is not None,
                label=_("Nếu là người ngoài câu lạc bộ, ghi vài chữ, không cần tên"),
                widget=example(_("Ví dụ một cụ ở xóm Đông")),
            )  # fmt: skip
        self.fields["needs"] = bits_field(_("Cần giúp việc gì"), Care.choices)
        self.fields["from_on"] = self.day(_("Từ ngày"))
        self.fields["prefers_sex"] = choice(
            _("Muốn người đến thăm là"), [("", _("Ai cũng được")), *Sex.choices], required=False
        )
        if self.row is None or self.row.membership_id is None:
            groups = Group.objects.filter(club=self.club, closed_on__isnull=True).order_by("name")
            self.fields["group_id"] = forms.TypedChoiceField(
                label=_("Người ngoài câu lạc bộ ở gần tổ nào"), coerce=int, empty_value=None, required=False,
                choices=[("", _("Không rõ")), *((str(pk), name) for pk, name in groups.values_list("pk", "name"))],
                error_messages=CHOOSE,
            )  # fmt: skip
        self.fields["to_on"] = self.until(_("Ngày cuối, nếu đã thôi chăm sóc"))

    def clean_membership_id(self) -> int | None:
        """A member who agreed; the refusal says to what he did not."""
        return clean_asked(self, Verb.SEE_CARE, Purpose.CARE)


class CarePairForm(CareForm):
    """A volunteer visits somebody on certain days of the week."""

    more = ("to_on",)
    bits = ("weekdays",)
    names_secret = True

    def build(self) -> None:
        self.fields["cared_id"] = self.cared(_("Thăm ai"))
        self.fields["volunteer_id"] = self.volunteer(_("Ai đến thăm"), anybody=False)
        self.fields["weekdays"] = bits_field(_("Đến vào ngày nào"), WEEKDAY_CHOICES)
        self.fields["from_on"] = self.day(_("Từ ngày"))
        self.fields["to_on"] = self.until(_("Ngày cuối, nếu đã định"))


class CareVisitForm(CareForm):
    """One visit, planned or not; or why a planned one was not made."""

    more = ("why",)
    bits = ("done",)
    names_secret = True

    def build(self) -> None:
        self.fields["cared_id"] = self.cared(_("Thăm ai"))
        self.fields["volunteer_id"] = self.volunteer(_("Ai đến thăm"), anybody=True)
        self.fields["on"] = self.day(_("Ngày thăm"))
        self.fields["done"] = bits_field(_("Đã giúp việc gì"), Care.choices, required=False)
        self.fields["report"] = WordsField(
            limit=REPORT_LIMIT, required=False, label=_("Cần báo"), widget=example(_("Ví dụ cần đưa đi khám"))
        )
        self.fields["why"] = choice(_("Nếu không đến được, vì sao"), [("", _("Đã đến")), *Why.choices], required=False)


class AssignForm(CareForm):
    """Who of the volunteers suggested visits somebody, and on which days."""

    bits = ("weekdays",)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        self.offered = offered
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        self.fields["volunteer_id"] = forms.TypedChoiceField(
            label=_("Ai đến thăm (người nên nhờ trước đứng trên)"), choices=self.offered, coerce=int,
            widget=forms.RadioSelect, error_messages=CHOOSE,
        )  # fmt: skip
        self.fields["weekdays"] = bits_field(_("Đến vào ngày nào"), WEEKDAY_CHOICES)
        self.fields["from_on"] = self.day(_("Từ ngày"))
