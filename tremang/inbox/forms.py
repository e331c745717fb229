"""Forms of the inbox: why something is not taken in, and a file of unsent work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.inbox import problems as say
from tremang.inbox.actions.deciding import REASON_LIMIT
from tremang.kernel.uploads import too_big_sentence
from tremang.ui.entry import WordsField


class ReasonForm(forms.Form):
    """Why a submission is not taken in; its sender reads it."""

    reason = WordsField(limit=REASON_LIMIT, label=_("Lý do"))


class FileForm(forms.Form):
    """The file that a phone gave away."""

    file = forms.FileField(
        label=_("Tệp “Việc chưa gửi”"), allow_empty_file=True,
        error_messages={"required": say.NO_FILE, "invalid": say.NO_FILE, "missing": say.NO_FILE},
    )  # fmt: skip

    def clean_file(self) -> Any:
        """Refuse what is too big to be read."""
        file = self.cleaned_data["file"]
        if sentence := too_big_sentence(file):
            raise forms.ValidationError(sentence)
        return file
