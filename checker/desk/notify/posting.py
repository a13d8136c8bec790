"""JSON to another program of the firm's, and why it was not taken."""

import json
from collections.abc import Mapping

import urllib3

TIMEOUT_S = 15.0
_MAX_ANSWER_BYTES = 10_000
_MAX_REASON = 120


class CannotSend(Exception):  # noqa: N818 - becomes a line beside the message
    """Why, in a line without any secret."""


def post_json(address: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """The beginning of the answer to what was taken; no redirect is followed. Raises CannotSend."""
    try:
        response = urllib3.PoolManager(retries=False, timeout=TIMEOUT_S).request(
            "POST",
            address,
            body=body,
            headers={"Content-Type": "application/json", **headers},
            redirect=False,
            preload_content=False,
        )
        answer: bytes = response.read(_MAX_ANSWER_BYTES)
        response.release_conn()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise CannotSend(type(error).__name__) from error
    if not 200 <= response.status < 300:
        raise CannotSend(f"HTTP {response.status}{_reason(answer)}")
    return answer


def _reason(answer: bytes) -> str:
    """What the other program says of it: Zammad as `error` in JSON, osTicket as text; no page of a proxy."""
    text = answer.decode("utf-8", "replace").strip()
    try:
        parsed = json.loads(text)
        text = str(parsed.get("error", "")) if isinstance(parsed, dict) else ""
    except ValueError:
        text = "" if text.startswith("<") else text
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_MAX_REASON]
    return f": {line}" if line else ""
