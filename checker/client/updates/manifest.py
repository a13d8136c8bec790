"""Asks the desk for its manifest. Whatever is wrong with it, the program goes on, with a line in the journal."""

import logging

from checker.client.desk_api import is_secure_url
from checker.client.updates.manifest_history import ManifestHistory
from checker.model.codec import Unreadable, manifest_from_toml
from checker.model.failure import OperationFailed
from checker.model.manifest import Manifest
from checker.model.signature import fingerprint, manifest_signer
from checker.net.net import Net

MANIFEST_PATH = "/api/v1/programs"
CONNECT_TIMEOUT_S = 4.0
READ_TIMEOUT_S = 5.0
MAX_MANIFEST_BYTES = 200_000  # bytes; a manifest of eight programs has 3,000
log = logging.getLogger(__name__)


def fetch_manifest(net: Net, desk_url: str, key: str, history: ManifestHistory) -> Manifest | None:
    """The manifest that the firm's `key` (a fingerprint) signed; None where there is none to be believed."""
    if not key or not is_secure_url(desk_url):
        return None
    try:
        response = net.request(
            "GET",
            desk_url.rstrip("/") + MANIFEST_PATH,
            headers={"Accept": "application/toml"},
            connect_s=CONNECT_TIMEOUT_S,
            read_s=READ_TIMEOUT_S,
        )
    except OperationFailed as failed:
        log.info("manifest: %s %s", failed.failure.operation.value, failed.failure.kind.value)
        return None
    if response.status != 200 or len(response.body) > MAX_MANIFEST_BYTES:
        log.info("manifest: HTTP %d, %d bytes", response.status, len(response.body))
        return None
    return verify_manifest(response.body, key, history)


def verify_manifest(raw: bytes, key: str, history: ManifestHistory) -> Manifest | None:
    """The manifest, if the firm signed it and it is not older than one that was here before."""
    try:
        signer = fingerprint(manifest_signer(raw))
        manifest = manifest_from_toml(raw)
    except Unreadable as unreadable:
        log.warning("manifest ignored: %s", unreadable.refusal.kind)
        return None
    if signer != key:
        log.warning("manifest ignored: signed by another key")
        return None
    if not history.accept_if_newer(key, manifest.made):
        log.warning("manifest ignored: older than the one seen before")
        return None
    return manifest
