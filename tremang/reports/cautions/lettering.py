"""Words that seem typed with a font of before Unicode: whoever opens the paper elsewhere reads "NguyÔn V¨n §øc"."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tremang.documents.text import looks_legacy
from tremang.reports.asking import code_of
from tremang.reports.cautions.base import Caution
from tremang.reports.draft import Draft
from tremang.ui.links import address

SHOWN = 60  # letters of a sentence by which it is known again


def found(draft: Draft) -> Iterable[Caution]:
    """Sentences and reasons of the writer that seem to be TCVN3 or VNI. A guess: he may say that it is meant so."""
    asked = (draft.kind.code, code_of(draft.place), draft.period.label)
    for (box, key), row in draft.passages.items():
        if looks_legacy(row.text):
            yield _caution(f"letters-{box}-{key}"[:80], row.text, address("reports:sentence", *asked, box, key))
    for line, override in draft.overrides.items():
        if looks_legacy(override.reason):
            yield _caution(f"letters-{line}", override.reason, address("reports:override", *asked, line))


def of_explanations(draft: Draft, asked: Iterable[Caution]) -> Iterable[Caution]:
    """The same of what he says to the cautions that are `asked`: a report prints that too."""
    for caution, said, url in said_to(draft, asked):
        if looks_legacy(said):
            yield _caution(f"letters-of-{caution.key}"[:80], said, url)


def said_to(draft: Draft, asked: Iterable[Caution]) -> Iterator[tuple[Caution, str, str]]:
    """Each caution with what was said to it and where that is mended; not of what is asked of the writer alone."""
    page = address("reports:explain", draft.kind.code, code_of(draft.place), draft.period.label)
    for caution in asked:
        said = draft.explanations.get(caution.key, "")
        if said and not caution.key.startswith(("letters-", "pictures-")):
            yield caution, said, f"{page}?{urlencode({'dieu': caution.key})}"


def start_of(text: str) -> str:
    """The beginning of a sentence, by which its writer knows it again."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _caution(key: str, text: str, url: str) -> Caution:
    said = _("Câu “%(start)s” có vẻ gõ bằng phông chữ cũ (TCVN3, VNI), máy khác mở ra sẽ đọc không được.")
    return Caution(key, said % {"start": start_of(text)}, url, _("Gõ lại câu này"))
