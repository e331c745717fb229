"""Pictures among the words of a writer: a paper prints letters only, so he is told before he sends."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tremang.documents.text import PICTURE, pictures
from tremang.reports.asking import code_of
from tremang.reports.cautions.base import Caution
from tremang.reports.cautions.lettering import said_to, start_of
from tremang.reports.draft import Draft
from tremang.ui.links import address


def found(draft: Draft) -> Iterable[Caution]:
    """Sentences and reasons of the writer that hold a picture. He may leave it: the paper says that one stood there."""
    asked = (draft.kind.code, code_of(draft.place), draft.period.label)
    for (box, key), row in draft.passages.items():
        if drawn := pictures(row.text):
            yield _caution(f"pictures-{box}-{key}"[:80], row.text, drawn, address("reports:sentence", *asked, box, key))
    for line, override in draft.overrides.items():
        if drawn := pictures(override.reason):
            yield _caution(f"pictures-{line}", override.reason, drawn, address("reports:override", *asked, line))


def of_explanations(draft: Draft, asked: Iterable[Caution]) -> Iterable[Caution]:
    """The same of what he says to the cautions that are `asked`."""
    for caution, said, url in said_to(draft, asked):
        if drawn := pictures(said):
            yield _caution(f"pictures-of-{caution.key}"[:80], said, drawn, url)


def _caution(key: str, text: str, drawn: list[str], url: str) -> Caution:
    words = {"start": start_of(text), "drawn": " ".join(drawn), "instead": PICTURE}
    said = _("Câu “%(start)s” có hình %(drawn)s, văn bản không in được nên sẽ ghi “%(instead)s”. Mời viết bằng chữ.")
    return Caution(key, said % words, url, _("Sửa câu này"))
