"""The signed manifest: made anew from what lies in the folder, so that a technician only copies files there."""

import datetime
from typing import Any

import msgspec
import tomli_w
from django.utils import timezone

from checker.desk.firm.key import secret_key
from checker.desk.programs.files import programs
from checker.desk.programs.news import news
from checker.model.manifest import Manifest, Offer
from checker.model.protocol import ACCEPTED_REPORTS
from checker.model.signature import sign_manifest


def manifest(now: datetime.datetime | None = None) -> Manifest:
    """As of now."""
    told = news()
    return Manifest(
        made=(now or timezone.now()).replace(microsecond=0),
        oldest=told.oldest,
        news=told.text,
        reports=ACCEPTED_REPORTS,
        programs=tuple(
            Offer(
                system=one.system,
                processor=one.processor,
                name=one.name,
                version=one.version or None,
                size=one.size,
                sha256=one.sha256,
            )
            for one in programs()
        ),
    )


def signed() -> bytes:
    """TOML in UTF-8. Raises OSError."""
    fields = msgspec.to_builtins(manifest(), builtin_types=(datetime.datetime, datetime.date))
    return sign_manifest(tomli_w.dumps(_without_none(fields)).encode(), secret_key())


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(inner) for key, inner in value.items() if inner is not None}
    return [_without_none(inner) for inner in value] if isinstance(value, list | tuple) else value
