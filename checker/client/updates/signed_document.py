"""What the firm signed and the desk hands to a program that starts: fetched, and believed by the firm's key alone."""

import logging
from collections.abc import Callable
from typing import TypeVar

from checker.client.desk_api import is_secure_url
from checker.model.codec import Unreadable
from checker.model.failure import OperationFailed
from checker.model.signature import fingerprint
from checker.net.net import Net

T = TypeVar("T")
log = logging.getLogger(__name__)

CONNECT_TIMEOUT_S = 4.0
READ_TIMEOUT_S = 5.0


def fetch_document(
    net: Net, desk_url: str, path: str, max_bytes: int, name: str, media_type: str = "application/toml"
) -> bytes | None:
    """The bytes below the desk's address; None where they did not come, with a line in the log, under `name`."""
    if not is_secure_url(desk_url):
        return None
    try:
        response = net.request(
            "GET",
            desk_url.rstrip("/") + path,
            headers={"Accept": media_type},
            connect_s=CONNECT_TIMEOUT_S,
            read_s=READ_TIMEOUT_S,
        )
    except OperationFailed as failed:
        log.info("%s: %s %s", name, failed.failure.operation.value, failed.failure.kind.value)
        return None
    if response.status != 200 or len(response.body) > max_bytes:
        log.info("%s: HTTP %d, %d bytes", name, response.status, len(response.body))
        return None
    return response.body


def read_signed(
    raw: bytes, key: str, signer: Callable[[bytes], bytes], read: Callable[[bytes], T], name: str
) -> T | None:
    """What `read` makes of it, where `key` (a fingerprint) signed it; None, with a line in the log, where not."""
    try:
        signed_by, document = fingerprint(signer(raw)), read(raw)
    except Unreadable as unreadable:
        log.warning("%s ignored: %s", name, unreadable.refusal.kind)
        return None
    if signed_by != key:
        log.warning("%s ignored: signed by another key", name)
        return None
    return document
