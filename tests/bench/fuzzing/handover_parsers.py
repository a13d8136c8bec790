"""Parsers of what the desk tells an employee's program, and of what reaches the desk beside an upload."""

import gzip
import tempfile
from pathlib import Path

from checker.model.codec import (
    announcements_from_toml,
    profile_from_toml,
    report_status_from_json,
    to_json,
    with_sealing_key,
)
from checker.model.profile import BUILT_IN
from checker.model.report import Consent
from checker.model.secrecy.own_report import ReportProgress, ReportStatus
from checker.model.secrecy.sealed_report import open_report
from checker.model.secrecy.sealing import new_sealing_key, seal, sealing_key_text
from checker.model.signature import announcements_signer, new_key, sign_announcements
from checker.net.pac.load import load_script
from checker.run.report import assemble_report
from checker.show.spoken_code import parse_spoken_code
from tests.bench.fuzzing.parser import Parser

_INCIDENTS = b"""code = "ACME-7F3K"
made = 2026-11-29T09:00:00Z
[[incidents]]
began = 2026-11-29T08:00:00Z
words = "VPN"
in_work = true
[incidents.what]
de = "Ja"
en = "Yes"
"""
_PROFILE = b'code = "ACME-7F3K"\ncustomer = "ACME"\n[firm]\nname = "Muster"\n'
_SCRIPT = b"function FindProxyForURL(url, host) { return 'DIRECT'; }"


def handover_parsers() -> list[Parser]:
    """All of them. A sealed box is made of each input, for a damaged one would be refused before it is read."""
    secret, report = new_sealing_key(), to_json(assemble_report(BUILT_IN, [], Consent()))
    public = sealing_key_text(secret)
    status = ReportStatus(id="0" * 32, progress=ReportProgress.OPENED)
    signed = sign_announcements(_INCIDENTS, new_key())
    return [
        Parser(name="announcements", parse=announcements_from_toml, seeds=(signed,)),
        Parser(name="announcements signature", parse=announcements_signer, seeds=(signed,)),
        Parser(name="sealing key", parse=profile_from_toml, seeds=(with_sealing_key(_PROFILE, public),)),
        Parser(name="report status", parse=report_status_from_json, seeds=(to_json(status),)),
        Parser(
            name="sealed report",
            parse=lambda raw: open_report(seal(raw, public), secret),
            seeds=(gzip.compress(report, mtime=0),),
        ),
        Parser(name="report file", parse=lambda raw: open_report(raw, secret), seeds=(seal(b"a", public), report)),
        Parser(
            name="spoken code",
            parse=lambda raw: parse_spoken_code(raw.decode("utf-8", "replace")),
            seeds=(b"ABCD-2345-WXYZ",),
        ),
        Parser(
            name="proxy script's text", parse=_load, seeds=(_SCRIPT, b"\xff\xfe" + _SCRIPT.decode().encode("utf-16-le"))
        ),
    ]


def _load(raw: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".pac") as file:
        file.write(raw)
        file.flush()
        load_script(Path(file.name).as_uri())
