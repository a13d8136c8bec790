"""`--self-test FILE`: measures, prints a plain table, and writes the file. Sends nothing."""

import sys
from pathlib import Path
from typing import IO, TextIO

import msgspec

from checker.client.delivery.storage.report_file import save_refusal
from checker.client.environment.atomic_files import write_atomically
from checker.client.self_test.measure import measure_assumptions
from checker.client.self_test.result import AssumptionOutcome, AssumptionResult, SelfTestResult
from checker.client.text.terminal import LenientStream
from checker.client.text.words import tr
from checker.model.codec import to_json
from checker.model.failure import OperationFailed
from checker.model.text import Language

AS_ASSUMED, DIFFERENT, NOT_WRITTEN = 0, 1, 2
STANDARD_OUTPUT = "-"
_MARKS = {
    AssumptionOutcome.AS_ASSUMED: "=",
    AssumptionOutcome.DIFFERS: "!",
    AssumptionOutcome.FAILED: "x",
    AssumptionOutcome.MEASURED: " ",
}
_ID_WIDTH = 32


def run_self_test(file: str, language: Language, *, with_network: bool = False) -> int:
    """0 all as assumed, 1 something differs or could not be measured, 2 the file could not be written.

    `file` may be `-`: then standard output holds the JSON alone, and the table goes to standard error.
    """
    tr.set_language(language)
    is_piped = file == STANDARD_OUTPUT
    table = _Table(sys.stderr if is_piped else sys.stdout)
    table.print(tr("Selbsttest: misst, was das Programm über dieses Betriebssystem annimmt. Es wird nichts gesendet."))
    result = measure_assumptions(with_network=with_network, listener=table.print_result)
    table.print(summary(result))
    if is_piped:
        LenientStream(sys.stdout).write(file_content(result).decode())
    else:
        try:
            write_self_test(result, Path(file))
        except OperationFailed as failed:
            table.print(save_refusal(failed.failure).render(language))
            return NOT_WRITTEN
        table.print(tr("Das Ergebnis liegt hier: {file}", file=Path(file).absolute()))
    return DIFFERENT if result.problems else AS_ASSUMED


def write_self_test(result: SelfTestResult, file: Path) -> None:
    """Writes the JSON. Raises OperationFailed; see `save_refusal`."""
    write_atomically(file, file_content(result))


def file_content(result: SelfTestResult) -> bytes:
    """The JSON, a value a line: people read it too."""
    return msgspec.json.format(to_json(result), indent=1) + b"\n"


def summary(result: SelfTestResult) -> str:
    """How many were as assumed, in a sentence."""
    as_assumed, problems = result.count(AssumptionOutcome.AS_ASSUMED), len(result.problems)
    return tr(
        "{as_assumed} wie angenommen, {measured} gemessen ohne Vergleich, {problems} anders oder nicht messbar.",
        as_assumed=as_assumed,
        measured=result.count(AssumptionOutcome.MEASURED),
        problems=problems,
    )


class _Table:
    """One line for each assumption that was measured: a mark, its id, what came out; what was expected where not so."""

    def __init__(self, stream: TextIO | IO[str]) -> None:
        self._stream = LenientStream(stream)

    def print(self, text: str) -> None:
        """A line."""
        self._stream.write(f"{text}\n")
        self._stream.flush()

    def print_result(self, result: AssumptionResult) -> None:
        """Nothing for what was not measured."""
        mark = _MARKS.get(result.outcome)
        if mark is None:
            return
        self.print(f"{mark} {result.id:<{_ID_WIDTH}} {_answer(result)}")
        if result.outcome in (AssumptionOutcome.DIFFERS, AssumptionOutcome.FAILED):
            self.print(f"  {'':<{_ID_WIDTH}} {tr('angenommen')}: {result.expected}")


def _answer(result: AssumptionResult) -> str:
    if result.failure is not None:
        return f"{result.failure.value} {result.detail}".rstrip()
    return " ".join(f"{name}={_written(value)}" for name, value in result.observed.items())


def _written(value: object) -> str:
    return {True: "yes", False: "no", None: "?"}[value] if value is None or isinstance(value, bool) else str(value)
