"""Forms of the book of resources."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tremang.areas.common.forms import MOST_PEOPLE, RecordForm, choice, example
from tremang.areas.resources.models import Condition, EarningKind, EquipmentSource, Source, SponsorKind
from tremang.funds.models import Account
from tremang.ui.entry import DayField, MoneyField, WholeField, WordsField

MONEY, KIND = "tien", "hien-vat"
MOST_THINGS = 9_999


def into() -> forms.ChoiceField:
    """Where money goes: into the box or the bank."""
    ways = [
        (Account.CASH.value, _("tiền mặt, bỏ vào hộp")), (Account.BANK.value, _("chuyển khoản vào ngân hàng")),
    ]  # fmt: skip
    return choice(_("Nhận bằng"), ways, Account.CASH.value)


class PlanLineForm(RecordForm):
    """What is expected of a source in a year."""

    def build(self) -> None:
        self.fields["year"] = WholeField(least=2000, most=2100, is_year=True, label=_("Năm"), initial=self.today.year)
        self.fields["source"] = choice(_("Từ nguồn nào"), Source.choices)
        self.fields["expected"] = MoneyField(label=_("Dự kiến trong năm"), widget=example(_("Ví dụ 3.000.000")))
        self.fields["note"] = WordsField(
            limit=200, required=False, label=_("Cách làm"), widget=example(_("Ví dụ mời 5 cửa hàng trong thôn"))
        )


class EarningForm(RecordForm):
    """Members earned for the club together; `takes_in` asks where the money goes, because it goes there at once."""

    more = ("outsiders",)
    takes_in = False

    def build(self) -> None:
        self.fields["kind"] = choice(_("Loại việc"), EarningKind.choices)
        self.fields["what"] = WordsField(
            limit=160, label=_("Đã làm gì"), widget=example(_("Ví dụ bán hàng ở hội làng"))
        )
        self.fields["on"] = self.day(_("Ngày làm"))
        self.fields["people"] = WholeField(least=1, most=MOST_PEOPLE, label=_("Số người làm"))
        self.fields["income"] = MoneyField(label=_("Thu được"), widget=example(_("Ví dụ 450.000")))
        if self.takes_in:
            self.fields["into"] = into()
        self.fields["outsiders"] = WholeField(
            most=MOST_PEOPLE, required=False, label=_("Trong đó người ngoài câu lạc bộ")
        )

    def values(self) -> dict[str, Any]:
        found = super().values()
        found.pop("into", None)
        return found | {"outsiders": found["outsiders"] or 0}


class EarningTakenForm(EarningForm):
    """The same, with its money into the fund in one act."""

    takes_in = True


class ReceiveForm(RecordForm):
    """The treasurer receives what was earned."""

    def build(self) -> None:
        self.fields["into"] = into()


class SponsorForm(RecordForm):
    """Whoever supports the club."""

    more = ("promise",)

    def build(self) -> None:
        self.fields["name"] = WordsField(limit=120, label=_("Tên"), widget=example(_("Ví dụ Cửa hàng Hải Yến")))
        self.fields["kind"] = choice(_("Là ai"), SponsorKind.choices)
        self.fields["from_on"] = self.day(_("Ủng hộ từ ngày"))
        self.fields["promise"] = WordsField(
            limit=200, required=False, label=_("Đã hứa giúp gì"), widget=example(_("Ví dụ mỗi năm 20 suất quà"))
        )


class SponsorGiftForm(RecordForm):
    """What a sponsor gave: money, or a thing where `is_kind`."""

    more = ("purpose",)

    def __init__(self, *args: Any, is_kind: bool, **kwargs: Any) -> None:
        self.is_kind = is_kind
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        if self.is_kind:
            self.fields["what"] = WordsField(limit=120, label=_("Hiện vật"), widget=example(_("Ví dụ 20 suất quà")))
            self.fields["amount"] = MoneyField(label=_("Ước giá trị"), widget=example(_("Ví dụ 1.500.000")))
        else:
            self.fields["amount"] = MoneyField(label=_("Số tiền"), widget=example(_("Ví dụ 500.000")))
            self.fields["into"] = into()
        self.fields["on"] = self.day(_("Ngày nhận"))
        self.fields["purpose"] = WordsField(
            limit=120, required=False, label=_("Để làm gì"), widget=example(_("Ví dụ mừng thọ"))
        )


class EquipmentForm(RecordForm):
    """A thing that the club owns."""

    more = ("value", "to_on")

    def build(self) -> None:
        self.fields["what"] = WordsField(limit=120, label=_("Thiết bị gì"), widget=example(_("Ví dụ máy đo huyết áp")))
        self.fields["quantity"] = WholeField(least=1, most=MOST_THINGS, label=_("Mấy cái"), initial="1")
        self.fields["source"] = choice(_("Từ đâu"), EquipmentSource.choices)
        self.fields["from_on"] = self.day(_("Có từ ngày"))
        self.fields["condition"] = choice(_("Tình trạng"), Condition.choices, Condition.GOOD.value)
        self.fields["keeper_id"] = self._keeper()
        self.fields["value"] = MoneyField(required=False, label=_("Giá trị"), widget=example(_("Ví dụ 850.000")))
        self.fields["to_on"] = DayField(today=self.today, required=False, label=_("Ngày cuối, nếu không còn"))

    def _keeper(self) -> forms.TypedChoiceField:
        field = self.one_member(_("Ai giữ"), _("Để ở nơi sinh hoạt"), gone=False)
        keeper = getattr(self.row, "keeper", None)
        if keeper is not None and str(keeper.pk) not in {value for value, _words in field.choices}:
            field.choices = [*field.choices, (str(keeper.pk), keeper.person.full_name)]
        return field

    def values(self) -> dict[str, Any]:
        found = super().values()
        return found | {"value": found["value"] or 0}
