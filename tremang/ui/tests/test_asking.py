"""What is asked once: by the books and the funds alike."""

from types import SimpleNamespace

import pytest
from django.template import engines

from tremang.kernel.problems import Problem
from tremang.ui.asking import FIELD, Asker


def test_a_question_is_asked_once_and_goes_back_with_the_form():
    form = SimpleNamespace()
    asker = Asker(form, ["cu"])
    with pytest.raises(Problem):
        asker.ask("tien 500", Problem("unusual", "Số này lạ."))
    asker.ask("tien 500", Problem("unusual", "Số này lạ."))
    assert form.sure == ["cu", "tien 500"]
    page = engines["django"].from_string('{% include "ui/parts/asked.html" %}').render({"form": form})
    assert page.count(f'name="{FIELD}"') == 2 and 'value="tien 500"' in page


def test_what_was_sent_is_cut_and_another_question_is_still_asked():
    asker = Asker(SimpleNamespace(), ["x" * 999, "x" * 999, *map(str, range(999))])
    assert len(asker.sure) == 200 and max(map(len, asker.sure)) == 200
    assert asker.is_meant("5") and not asker.is_meant("tien 5")
