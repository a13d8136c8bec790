"""How the desk's log looks: lines to read, or one JSON object a line for whoever collects logs.

Nothing personal is in either: no address, no name, no token, no customer's code.
"""

import datetime
import json
import logging
from typing import Any


class JsonLines(logging.Formatter):
    """`time` in UTC, `level`, `logger`, `message`; `error` with its trace where there is one; `fields` of a request."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, Any] = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def without_trace(record: logging.LogRecord) -> bool:
    """A request that is none (a malformed Host, say) costs one line: strangers can send any number of them."""
    if record.name.startswith("django.security"):
        record.exc_info = record.exc_text = None
    return True
