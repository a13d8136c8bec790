"""Whether a measuring server answers, or something in its place: a sign-in page, a catch-all page, a cache, an error.

Such answers come with status 200, and what they bring is no line's rate. Told by type, coding, length and randomness.
"""

import json
import re

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.http1.head import ResponseHead

MIN_GARBAGE_BYTES = 1_048_576
"""LibreSpeed's back ends send whole MiB (garbage.php), the smallest number of them being one."""
START_BYTES = 1024
_MIN_DISTINCT = 128
"""Of 256 values in 1024 random bytes some 251 occur; text has fewer than 100, a page of zeros one."""
_GARBAGE_TYPES = ("", "application/octet-stream", "binary/octet-stream", "application/x-download", "text/plain")
"""As LibreSpeed's back ends declare it, or a web server that hands out a file without an ending."""
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/xml", "application/xml", "application/json")
_IDENTITY = ("", "identity", "chunked")
_MAX_WORD_BYTES = 16
"""`OK` is what Express answers an upload with (res.sendStatus)."""
_HIT = re.compile(r"\b(?:hit|stale|revalidated)\b", re.IGNORECASE)
_BLANKS = b" \t\r\n\0"
_LAST_CHUNK = b"0"


def page_answered(detail: str = "page") -> OperationFailed:
    """The test failed, and says nothing of the line."""
    return OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, detail)


def is_page_answered(failed: OperationFailed) -> bool:
    """Whether something else than a measuring server answered."""
    return failed.failure.kind is FailureKind.BAD_ANSWER and failed.failure.detail == "page"


def verify_empty(body: bytes) -> None:
    """`empty` answers without a word, perhaps in chunks. Raises OperationFailed."""
    if body.strip(_BLANKS) not in (b"", _LAST_CHUNK):
        raise page_answered()


def verify_upload_head(head: ResponseHead) -> None:
    """An answer that comes while the body is still on its way: a page needs no more of it. Raises OperationFailed."""
    if _media_type(head) in _PAGE_TYPES and (head.length or 0) > _MAX_WORD_BYTES:
        raise page_answered()


def verify_upload_answer(head: ResponseHead, body: bytes, sent_bytes: int) -> None:
    """Nothing, a short word or a count may stand in it, and what is counted is what was sent. Raises OperationFailed.

    The desk's count stands in `X-Upload-Bytes`.
    """
    text = body.strip(_BLANKS)
    counted = head.first_value_of("x-upload-bytes")
    if counted and counted != str(sent_bytes):
        raise page_answered("count")
    is_short = len(text) <= _MAX_WORD_BYTES and not is_page_start(text)
    if not is_short and not _is_count(text):
        raise page_answered()


def verify_count_head(head: ResponseHead) -> None:
    """The server's running count comes as lines of JSON, never as a page. Raises OperationFailed."""
    if _media_type(head) in ("text/html", "application/xhtml+xml"):
        raise page_answered()


def verify_garbage_head(head: ResponseHead, request_name: str = "") -> None:
    """Raises OperationFailed: `page`, `compressed` by something on the way, or `cache`.

    The desk says back which request it answers; a cache that says nothing of itself gives the answer to another.
    """
    answered_request = head.first_value_of("x-request")
    if request_name and answered_request and answered_request != request_name:
        raise page_answered("cache")
    if _media_type(head) not in _GARBAGE_TYPES or (head.length is not None and head.length < MIN_GARBAGE_BYTES):
        raise page_answered()
    verify_load_answer(head)


def verify_load_answer(head: ResponseHead) -> None:
    """What loads the line is no page, and nobody on the way has packed or kept it. Raises OperationFailed."""
    if _media_type(head) in _PAGE_TYPES:
        raise page_answered()
    if any(head.first_value_of(name).lower() not in _IDENTITY for name in ("content-encoding", "transfer-encoding")):
        raise page_answered("compressed")
    if is_cached(head):
        raise page_answered("cache")


def is_cached(head: ResponseHead) -> bool:
    """Whether a cache says that it had this itself: `Age`, or a header of its own that speaks of a hit.

    `Cache-Status` (RFC 9211), `X-Cache`, `CF-Cache-Status`, `X-Proxy-Cache` ...; Varnish names the earlier request
    behind its own.
    """
    age = head.first_value_of("age")
    return (
        (age.isdecimal() and int(age) > 0)
        or len(head.first_value_of("x-varnish").split()) > 1
        or any("cache" in name and _HIT.search(text) for name, text in head.headers if name != "cache-control")
    )


def is_page_start(start: bytes) -> bool:
    """Whether markup or JSON begins here."""
    return start.lstrip(_BLANKS)[:1] in (b"<", b"{", b"[")


def verify_garbage_start(start: bytes | bytearray) -> None:
    """The first START_BYTES are random. Raises OperationFailed."""
    if len(start) >= START_BYTES and len(set(start)) < _MIN_DISTINCT:
        raise page_answered()


def _is_count(text: bytes) -> bool:
    try:
        decoded = json.loads(text)
    except ValueError:
        return False
    return isinstance(decoded, dict) and isinstance(decoded.get("bytes"), int)


def _media_type(head: ResponseHead) -> str:
    return head.first_value_of("content-type").partition(";")[0].strip().lower()
