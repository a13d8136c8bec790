"""Private strings planted in every text of a measurement, and what of them is left wherever the report goes."""

import datetime
import logging
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from checker.checks.registry import checks
from checker.client.delivery.storage.report_file import save_report
from checker.client.environment.program_log import ScrubbingFormatter
from checker.model.codec import report_from_json, to_json
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import BUILT_IN
from checker.model.report import Consent, Report
from checker.run import report as report_module
from checker.run.report import assemble_report
from checker.show.plain_text import plain_text
from checker.show.qr_code.payload import pack_summary, summarize, unpack_summary
from tests.run.planted import NAMES

Plant = tuple[str, str, str]
Leftover = tuple[str, str, str]
"""The pattern's name, the text, and where it is left."""
EVERYTHING = Consent(groups=tuple(DataGroup), given=datetime.datetime(2026, 11, 29, tzinfo=datetime.UTC))


def report_with(check_name: str, plants: Sequence[Plant]) -> Report:
    """Of this check, with a text of theirs in every text field of its measurement's structs."""
    with patch.object(report_module, "private_names", lambda: NAMES):
        return assemble_report(BUILT_IN, [_measurement(check_name, [text for _, text, _ in plants])], EVERYTHING)


def left_in_outputs(report: Report, plants: Sequence[Plant], folder: Path) -> set[Leftover]:
    """In the report, the saved page, the terminal's text and the QR code."""
    page = folder / "report.html"
    save_report(report, page, "de")
    outputs = {
        "report": to_json(report_from_json(to_json(report))).decode(),
        "html": page.read_text("utf-8"),
        "terminal": plain_text(report, "de", details=True),
        "qr": str(unpack_summary(pack_summary(summarize(report), 1000))),
    }
    return {
        (kind, text, where)
        for where, output in ((where, text.casefold()) for where, text in outputs.items())
        for kind, text, private in plants
        if private.casefold() in output
    }


def left_in_log(plants: Sequence[Plant]) -> set[Leftover]:
    """In a line of the log, and in what a crash leaves there."""
    formatter = ScrubbingFormatter(NAMES)
    left = set()
    for kind, text, private in plants:
        try:
            raise ValueError(text)
        except ValueError as error:
            record = logging.LogRecord("checker", logging.ERROR, __file__, 1, "failed: %s", (text,), None)
            record.exc_info = (ValueError, error, error.__traceback__)
        line = formatter.format(record).replace("in left_in_log", "").casefold()
        if private.casefold() in line:
            left.add((kind, text, "log"))
    return left


def _failure(detail: str) -> Failure:
    return Failure(operation=Operation.OPEN, kind=FailureKind.DENIED, detail=detail[:200])


def _measurement(check_name: str, texts: list[str]) -> Measurement:
    """Every text field of every struct, with these in turn: declared and undeclared facts, values, lists, details."""
    facts = [*checks()[check_name].facts]
    observations: list[Observation] = []
    for number, text in enumerate(texts):
        name, unit = facts[number % len(facts)].name, facts[number % len(facts)].unit
        match number % 5:
            case 0:
                observations.append(Observation(name=name, subject=text[:60], value=text, unit=unit))
            case 1:
                observations.append(Observation(name="device.extra", value=[text, number, text], unit=unit))
            case 2:
                observations.append(Observation(name=name, subject=f"{number}", unit=unit, failure=_failure(text)))
            case 3:
                observations.append(Observation(name=name, subject=text[:60], unit=text, failure=_failure(text)))
            case _:
                observations.append(Observation(name=text, value=text, unit=unit))
    return Measurement(
        check=check_name, outcome=Outcome.DONE, failure=_failure(texts[0]), observations=tuple(observations)
    )
