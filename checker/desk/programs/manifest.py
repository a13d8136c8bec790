"""The signed manifest: made anew from what lies in the folder, so that a technician only copies files there."""

import datetime

from django.utils import timezone

from checker.desk.firm.signed_toml import signed_toml
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
    return signed_toml(build_manifest(), sign_manifest, secret_key())
