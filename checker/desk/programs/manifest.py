"""The signed manifest: made anew from what lies in the folder, so that a technician only copies files there."""

import datetime
from typing import Any

import msgspec
import tomli_w
from django.utils import timezone

from checker.desk.firm.signing_key import secret_key
from checker.desk.programs.program_files import offered_programs
from checker.desk.programs.release_info import release_info_or_default
from checker.model.manifest import Manifest, Offer
from checker.model.report_versions import ACCEPTED_REPORTS
from checker.model.signature import sign_manifest


def build_manifest(now: datetime.datetime | None = None) -> Manifest:
    """As of now."""
    release_info = release_info_or_default()
    return Manifest(
        made=(now or timezone.now()).replace(microsecond=0),
        oldest=release_info.oldest,
        news=release_info.text,
        reports=ACCEPTED_REPORTS,
        programs=tuple(
            Offer(
                system=program.system,
                processor=program.processor,
                name=program.name,
                version=program.version or None,
                size=program.size,
                sha256=program.sha256,
            )
            for program in offered_programs()
        ),
    )


def signed_manifest() -> bytes:
    """TOML in UTF-8. Raises OSError."""
    fields = msgspec.to_builtins(build_manifest(), builtin_types=(datetime.datetime, datetime.date))
    return sign_manifest(tomli_w.dumps(_without_none(fields)).encode(), secret_key())


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(inner) for key, inner in value.items() if inner is not None}
    return [_without_none(inner) for inner in value] if isinstance(value, list | tuple) else value
