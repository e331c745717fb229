"""Forms of the places. They read what people write and leave the rules to the actions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.kernel.uploads import too_big_sentence
from tremang.places.models import Place, UnitType
from tremang.places.naming import HAMLET_TYPES, usual_type
from tremang.ui.entry import EMPTY, DayField, WholeField, WordsField

CHOOSE = {"required": _("Chưa chọn. Mời chọn một dòng."), "invalid_choice": _("Mời chọn một dòng trong danh sách.")}
TEXT_LIMIT = 1_000_000  # letters of a pasted list: beyond 20,000 hamlets


def unit_choices(commune: Place | None = None) -> list[tuple[str, str]]:
    """Kinds of hamlets, the usual one of the commune first."""
    usual = usual_type(commune) if commune else UnitType.VILLAGE
    ordered = sorted(HAMLET_TYPES, key=lambda kind: kind != usual)
    return [(kind.value, str(kind.label).capitalize()) for kind in ordered]


class HamletForm(forms.Form):
    """One hamlet to add."""

    def __init__(self, *args: Any, commune: Place, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = unit_choices(commune)
        self.fields["name"] = WordsField(
            limit=100, label=_("Tên"), widget=forms.TextInput(attrs={"data-example": _("Ví dụ Đồng Vàng, hoặc 5")})
        )
        self.fields["unit_type"] = forms.ChoiceField(
            label=_("Là"), choices=choices, initial=choices[0][0], widget=forms.RadioSelect, error_messages=CHOOSE
        )
        self.fields["since"] = DayField(today=today, label=_("Có từ ngày"), initial=commune.valid_from)


class RenameForm(forms.Form):
    """A hamlet's name."""

    def __init__(self, *args: Any, hamlet: Place, commune: Place, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = WordsField(limit=100, label=_("Tên"), initial=hamlet.name)
        self.fields["unit_type"] = forms.ChoiceField(
            label=_("Là"), choices=unit_choices(commune), initial=hamlet.unit_type, widget=forms.RadioSelect,
            error_messages=CHOOSE,
        )  # fmt: skip
        self.fields["since"] = DayField(
            today=today, label=_("Tên mới có từ ngày"), required=False,
            help_text=_("Để trống nếu chỉ sửa chữ ghi sai: tên đúng sẽ thay ở mọi ngày."),
        )  # fmt: skip


class CloseForm(forms.Form):
    """The last day of a hamlet."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last"] = DayField(today=today, label=_("Ngày cuối cùng còn"), initial=today)


class ListForm(forms.Form):
    """A list pasted or uploaded."""

    text = forms.CharField(
        label=_("Dán danh sách"), required=False, max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("Mỗi dòng một thôn, tổ dân phố. Dán thẳng từ Excel hay Word cũng được."),
        error_messages={"max_length": _("Danh sách dài quá. Mời chia làm nhiều lần hoặc gửi bằng tệp.")},
    )  # fmt: skip
    sheet = forms.FileField(
        label=_("hoặc chọn tệp .xlsx, .csv"), required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )  # fmt: skip

    def clean_sheet(self) -> Any:
        """Refuse a file beyond the limit with a sentence."""
        sheet = self.cleaned_data.get("sheet")
        if sheet is not None and (sentence := too_big_sentence(sheet)):
            raise forms.ValidationError(sentence)
        return sheet


class TakeForm(forms.Form):
    """From which day the hamlets of a list exist."""

    def __init__(self, *args: Any, commune: Place, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"] = DayField(today=today, label=_("Các thôn này có từ ngày"), initial=commune.valid_from)


class CountForm(forms.Form):
    """The counting date of the catalogue."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counted_on"] = DayField(today=today, label=_("Ngày kiểm đếm"), initial=today)
        self.fields["source"] = WordsField(
            limit=200, label=_("Theo danh mục, văn bản nào"), required=False,
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ Báo cáo 45/BC-UBND của xã")}),
        )  # fmt: skip


class PopulationForm(forms.Form):
    """People of a year."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"] = WholeField(is_year=True, least=2020, most=today.year, label=_("Năm"), initial=today.year)
        self.fields["people"] = WholeField(
            least=1, most=2_000_000, label=_("Số dân từ 15 tuổi trở lên"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ 32.500")}),
        )  # fmt: skip
        self.fields["older"] = WholeField(
            most=2_000_000, required=False, label=_("Trong đó người từ 60 tuổi trở lên"),
        )  # fmt: skip
        self.fields["source"] = WordsField(
            limit=200, required=False, label=_("Theo nguồn nào"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ Công an xã")}),
        )  # fmt: skip


class ProfileForm(forms.Form):
    """What a commune is like."""

    is_difficult = forms.BooleanField(label=_("Xã, phường khó khăn"), required=False)
    is_mountainous = forms.BooleanField(label=_("Miền núi"), required=False)
    is_ethnic = forms.BooleanField(label=_("Vùng đồng bào dân tộc thiểu số"), required=False)
    trained_before_2026 = forms.BooleanField(label=_("Cán bộ đã được tập huấn trước năm 2026"), required=False)

    def __init__(self, *args: Any, commune: Place, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"] = DayField(today=today, label=_("Đúng từ ngày"), initial=commune.valid_from)
        self.fields["since"].error_messages["required"] = EMPTY
