"""Whether a measuring server answers, or something in its place: a sign-in page, a catch-all page, a cache, an error.

Such answers come with status 200, and what they bring is no line's rate. Told by type, coding, length and randomness.
"""

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.http1.head import ResponseHead

MIN_GARBAGE_BYTES = 1_048_576
"""LibreSpeed's back ends send whole MiB (garbage.php), the smallest number of them being one."""
START_BYTES = 1024
_MIN_DISTINCT = 128
"""Of 256 values in 1024 random bytes some 251 occur; text has fewer than 100, a page of zeros one."""
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/xml", "application/xml", "application/json")
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


def verify_upload_answer(head: ResponseHead, body: bytes) -> None:
    """A count may stand in it, a page not. Raises OperationFailed."""
    text = body.strip(_BLANKS)
    if text.startswith(b"<") or (_is_page_type(head) and text not in (b"", _LAST_CHUNK) and b"<" in text):
        raise page_answered()


def verify_garbage_head(head: ResponseHead) -> None:
    """Raises OperationFailed: `page`, `compressed` by something on the way, or `cache`."""
    if _is_page_type(head) or (head.length is not None and head.length < MIN_GARBAGE_BYTES):
        raise page_answered()
    if head.first_value_of("content-encoding").lower() not in ("", "identity"):
        raise page_answered("compressed")
    age = head.first_value_of("age")
    if (age.isdecimal() and int(age) > 0) or "hit" in head.first_value_of("x-cache").lower():
        raise page_answered("cache")


def verify_garbage_start(start: bytes | bytearray) -> None:
    """The first START_BYTES are random. Raises OperationFailed."""
    if len(start) >= START_BYTES and len(set(start)) < _MIN_DISTINCT:
        raise page_answered()


def _is_page_type(head: ResponseHead) -> bool:
    return head.first_value_of("content-type").partition(";")[0].strip().lower() in _PAGE_TYPES
