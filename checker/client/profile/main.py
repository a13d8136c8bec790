"""python3 -m checker profile: from its command line to its exit code."""

from collections.abc import Sequence

from checker.client.profile import checking, importing, signing, trying
from checker.client.profile.arguments import parse
from checker.client.profile.codes import NOT_DONE, Sorry
from checker.client.profile.screen import beside, show
from checker.client.profile.words import tr
from checker.run.worker import defect_failure

COMMANDS = {
    "import": importing.run,
    "check": checking.run,
    "sign": signing.sign,
    "try": trying.run,
    "key": signing.make_key,
}


def main(argv: Sequence[str]) -> int:
    """0, 1 or 2, as codes.py tells. Whatever goes wrong ends in a sentence, never in a traceback."""
    told = parse(argv)
    tr.set_language(told.language)
    try:
        return COMMANDS[told.command](told)
    except Sorry as sorry:
        said = str(sorry)
    except KeyboardInterrupt:
        said = tr("Abgebrochen.")
    except Exception as error:  # noqa: BLE001 - the last net: a technician sits in front
        said = tr("Das Programm hat einen Fehler gemacht: {place}", place=defect_failure(error).detail)
    show(beside(), said)
    return NOT_DONE
