"""The form of a photo."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.kernel.uploads import too_big_sentence
from tremang.meetings import problems
from tremang.meetings.photos import CAPTION_LIMIT


class PhotoForm(forms.Form):
    """One photo and a line about it."""

    photo = forms.FileField(
        label=_("Ảnh"), allow_empty_file=True,
        error_messages={"required": problems.NO_PHOTO, "invalid": problems.NO_PHOTO, "missing": problems.NO_PHOTO},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    caption = forms.CharField(label=_("Ảnh chụp gì"), required=False, max_length=CAPTION_LIMIT)

    def clean_photo(self) -> Any:
        """Refuse what is too big to be read."""
        file = self.cleaned_data["photo"]
        if sentence := too_big_sentence(file):
            raise forms.ValidationError(sentence)
        return file
