"""python3 -m checker profile: from its command line to its exit code."""

from collections.abc import Sequence

from checker.client.authoring.arguments import parse_arguments
from checker.client.authoring.commands import check_profile, import_profile, sign_profile, try_gateways
from checker.client.authoring.console import error_console, print_line
from checker.client.authoring.exit_codes import NOT_DONE, CommandFailed
from checker.client.authoring.words import tr
from checker.run.worker import defect_failure

COMMANDS = {
    "import": import_profile.import_profile,
    "check": check_profile.check_profile,
    "sign": sign_profile.sign_profile_file,
    "try": try_gateways.try_gateways,
    "key": sign_profile.make_key,
}


def main(argv: Sequence[str]) -> int:
    """0, 1 or 2, as codes.py tells. Whatever goes wrong ends in a sentence, never in a traceback."""
    args = parse_arguments(argv)
    tr.set_language(args.language)
    try:
        return COMMANDS[args.command](args)
    except CommandFailed as failure:
        message = str(failure)
    except KeyboardInterrupt:
        message = tr("Abgebrochen.")
    except Exception as error:  # noqa: BLE001 - the last net: a technician sits in front
        message = tr("Das Programm hat einen Fehler gemacht: {place}", place=defect_failure(error).detail)
    print_line(error_console(), message)
    return NOT_DONE
