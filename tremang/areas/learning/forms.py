"""Forms of the book of learning."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tremang.areas.common.forms import CHOOSE, CHOOSE_MANY, MOST_PEOPLE, RecordForm, choice, example
from tremang.areas.common.models import WHAT_LIMIT
from tremang.areas.learning.models import NAME_LIMIT, Programme, Topic
from tremang.meetings.areas import THEME_LABELS, Theme, theme_bits, themes_of
from tremang.places.models import Dated
from tremang.ui.entry import DayField, WholeField, WordsField


class TalkForm(RecordForm):
    """A talk. `?viec=` may name a topic of the library: then it is chosen."""

    more = ("outsiders", "speaker", "at_meeting", "themes")

    def __init__(
        self, *args: Any, today: Any, given: dict[str, Any] | None = None, row: Any = None, **kwargs: Any
    ) -> None:
        topics = Topic.objects.filter(Dated.on(today)).order_by("subject", "title")
        self.topics = {topic.pk: topic for topic in topics}
        if row is not None and row.topic_id is not None:
            self.topics.setdefault(row.topic_id, row.topic)
        asked = (given or {}).get("what")
        chosen = next((pk for pk, topic in self.topics.items() if topic.title == asked), None)
        super().__init__(*args, today=today, given={"topic_id": chosen} if chosen else given, row=row, **kwargs)

    def build(self) -> None:
        self.fields["topic_id"] = forms.TypedChoiceField(
            label=_("Chủ đề"),
            choices=[("", _("Chọn, hoặc ghi chủ đề khác ở dưới")), *((pk, one.title) for pk, one in self.topics.items())],
            coerce=int, empty_value=None, required=False, error_messages=CHOOSE,
        )  # fmt: skip
        self.fields["what"] = WordsField(
            limit=WHAT_LIMIT, required=False, label=_("Chủ đề khác"), widget=example(_("Ví dụ phòng cháy khi đun nấu"))
        )
        self.fields["on"] = self.day(_("Ngày nói chuyện"))
        self.fields["people"] = WholeField(least=1, most=MOST_PEOPLE, label=_("Số người nghe"))
        self.fields["outsiders"] = WholeField(
            most=MOST_PEOPLE, required=False, label=_("Trong đó người ngoài câu lạc bộ")
        )
        self.fields["speaker"] = WordsField(
            limit=NAME_LIMIT, required=False, label=_("Người nói chuyện"), widget=example(_("Ví dụ công an xã"))
        )
        self.fields["at_meeting"] = forms.BooleanField(label=_("Nói ngay tại buổi sinh hoạt hôm ấy"), required=False)
        self.fields["themes"] = forms.MultipleChoiceField(
            label=_("Gắn với nhiệm vụ nào (để trống thì theo chủ đề)"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(theme.value, THEME_LABELS[theme]) for theme in Theme], error_messages=CHOOSE_MANY,
        )  # fmt: skip

    def initial_of(self, name: str, value: Any) -> Any:
        return [str(theme) for theme in themes_of(value)] if name == "themes" else super().initial_of(name, value)

    def values(self) -> dict[str, Any]:
        found = super().values()
        topic = self.topics.get(found["topic_id"])
        bits = theme_bits(found["themes"]) or (topic.themes if topic else 0)
        return found | {"themes": bits, "outsiders": found["outsiders"] or 0}


class ClassForm(RecordForm):
    """A class with its learners."""

    more = ("to_on",)

    def build(self) -> None:
        if self.row is None:  # what was learned hangs on the programme's skills
            programmes = Programme.objects.filter(Dated.on(self.today)).order_by("pk").values_list("pk", "title")
            self.fields["programme_id"] = choice(_("Lớp gì"), programmes)
        self.fields["from_on"] = self.day(_("Ngày mở lớp"))
        self.fields["to_on"] = self.day(_("Ngày kết thúc, nếu đã xong"))
        self.fields["to_on"].required, self.fields["to_on"].initial = False, None
        self.fields["teacher"] = WordsField(
            limit=NAME_LIMIT, required=False, label=_("Người hướng dẫn"), widget=example(_("Ví dụ Đoàn Thanh niên xã"))
        )
        self.fields["members"] = self.many_members(_("Ai vào lớp"), required=True)

    def values(self) -> dict[str, Any]:
        found = super().values()
        if "programme_id" in found:
            found["programme_id"] = int(found["programme_id"])
        return found


class MarkForm(forms.Form):
    """The day on which a class met; who came and what each can do stand beside the names."""

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = DayField(today=today, label=_("Ngày học"), initial=today)
