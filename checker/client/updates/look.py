"""Asks the desk for its manifest. Whatever is wrong with it, the program goes on, with a line in the journal."""

import logging

from checker.client.desk import secret_way
from checker.client.updates.seen import Seen
from checker.model.codec import Unreadable, manifest_from_toml
from checker.model.failure import OperationFailed
from checker.model.manifest import Manifest
from checker.model.signature import fingerprint, manifest_signer
from checker.net.net import Net

PATH = "/api/v1/programs"
CONNECT_S = 4.0
READ_S = 5.0
LIMIT = 200_000  # bytes; a manifest of eight programs has 3,000
log = logging.getLogger(__name__)


def look(net: Net, desk_url: str, key: str, seen: Seen) -> Manifest | None:
    """The manifest that the firm's `key` (a fingerprint) signed; None where there is none to be believed."""
    if not key or not secret_way(desk_url):
        return None
    try:
        answer = net.request(
            "GET",
            desk_url.rstrip("/") + PATH,
            headers={"Accept": "application/toml"},
            connect_s=CONNECT_S,
            read_s=READ_S,
        )
    except OperationFailed as failed:
        log.info("manifest: %s %s", failed.failure.operation.value, failed.failure.kind.value)
        return None
    if answer.status != 200 or len(answer.body) > LIMIT:
        log.info("manifest: HTTP %d, %d bytes", answer.status, len(answer.body))
        return None
    return believed(answer.body, key, seen)


def believed(raw: bytes, key: str, seen: Seen) -> Manifest | None:
    """The manifest, if the firm signed it and it is not older than one that was here before."""
    try:
        signer = fingerprint(manifest_signer(raw))
        manifest = manifest_from_toml(raw)
    except Unreadable as refused:
        log.warning("manifest ignored: %s", refused.refusal.kind)
        return None
    if signer != key:
        log.warning("manifest ignored: signed by another key")
        return None
    if not seen.newer(key, manifest.made):
        log.warning("manifest ignored: older than the one seen before")
        return None
    return manifest
