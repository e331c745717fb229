"""What goes into the log."""

import json
import logging
import sys

from tremang.kernel.logs import Lines


def test_a_failure_is_logged_by_type_and_place_without_its_words():
    try:
        raise ValueError("Nguyễn Thị Mận, 0912345678")
    except ValueError:
        record = logging.LogRecord("tremang", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    text = Lines().format(record)
    line = json.loads(text)
    assert line["error"] == "ValueError"
    assert line["through"][-1].startswith("kernel/tests/test_logs.py:")
    assert "0912345678" not in text
