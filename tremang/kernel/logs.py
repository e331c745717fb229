"""The log: one JSON object a line on stderr, without personal data.

A failure is logged as its type and the places it passed through. The words of an exception stay out: a database
puts names and phone numbers into them. With DEBUG=1 the whole trace is shown.
"""

import json
import logging
import traceback
from datetime import UTC, datetime


class Lines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def __init__(self, verbose: bool = False) -> None:
        super().__init__()
        self.verbose = verbose

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
        }
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])[-8:]
            line["through"] = [f"{frame.filename.rsplit('/tremang/')[-1]}:{frame.lineno}" for frame in frames]
        text = json.dumps(line, ensure_ascii=False)
        if self.verbose and record.exc_info:
            text += "\n" + self.formatException(record.exc_info)
        return text
