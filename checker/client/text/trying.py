"""Camera, microphone and speaker to try in the terminal: live advice instead of a picture, and a digit to be named."""

from rich.console import Console

from checker.checks.registry import checks
from checker.client import digit
from checker.client.devices import NAMES, devices
from checker.client.session import Session
from checker.client.text.ask import NobodyThere, choice
from checker.client.text.progress import run_checks
from checker.client.text.trial import Tried, run_trial
from checker.client.text.words import tr
from checker.client.trial import Trial, trials
from checker.client.window.arrange import check_of
from checker.model.measurement import Outcome
from checker.model.verdict import sort_by_severity
from checker.show.failures import failure_text
from checker.show.findings import describe_finding

AGAIN, NOTHING = "w", "0"
DIGITS = tuple("123456789")


def offer_trials(session: Session, console: Console) -> None:
    """Asks until Enter alone is pressed, and only where somebody is there: --yes never comes here."""
    offered = _offered(session)
    if not offered:
        return
    try:
        while _once(session, console, offered):
            pass
    except (NobodyThere, KeyboardInterrupt):  # the result is still to be shown
        console.print()


def _once(session: Session, console: Console, offered: tuple[Trial, ...]) -> bool:
    lines = [_found(session, check) for check in NAMES if any(trial.check == check for trial in offered)]
    keys = {str(at): trial for at, trial in enumerate(offered, 1)}
    other = str(len(offered) + 1)
    wanted = [*(f"  {key}  {_title(trial)}" for key, trial in keys.items()), f"  {other}  {tr('Anderes Gerät wählen')}"]
    explained = "\n".join(("", *filter(None, lines), tr("Möchten Sie etwas ausprobieren?"), *wanted))
    answer = choice(tr("Nummer, oder Enter für weiter:"), console, (*keys, other), explained)
    if not answer:
        return False
    if answer == other:
        _choose(session, console, offered)
    else:
        _try(session, console, keys[answer])
    return True


def _try(session: Session, console: Console, trial: Trial) -> None:
    tried = run_trial(session, console, trial)
    if trial is Trial.DIGIT and tried.outcome is Outcome.DONE:
        _name(session, console, tried)
    elif tried.trouble is not None and tried.outcome is not Outcome.CANCELLED:
        why = failure_text(tried.trouble, session.language)
        console.print(tr("Das hat nicht geklappt ({why}).", why=why), markup=False)


def _name(session: Session, console: Console, tried: Tried) -> None:
    """The digit is asked for, and the findings are judged again."""
    heard = tried.measurement
    if tried.number is not None:
        answer = choice(_question(tried.kind), console, (*DIGITS, NOTHING, AGAIN))
        if answer == AGAIN:
            _try(session, console, Trial.DIGIT)
            return
        if not answer:
            return
        heard = digit.named(heard, tried.number, None if answer == NOTHING else int(answer))
    session.take([heard])
    console.print(_found(session, Trial.DIGIT.check), markup=False)


def _question(kind: str) -> str:
    if kind == "tones":
        return tr("Wie viele Töne haben Sie gezählt? (1 bis 9, 0 = nichts gehört, w = noch einmal)")
    return tr("Welche Ziffer haben Sie gehört? (1 bis 9, 0 = nichts gehört, w = noch einmal)")


def _choose(session: Session, console: Console, offered: tuple[Trial, ...]) -> None:
    """Another device, which is checked at once."""
    found: list[tuple[str, str]] = []
    for check in NAMES:
        if any(trial.check == check for trial in offered):
            found += [(check, name) for name in devices(session.report, check).names]
    if not found:
        console.print(tr("Keine Geräte gefunden."))
        return
    keys = {str(at): one for at, one in enumerate(found, 1)}
    lines = (f"  {key}  {_check(check, session)}: {name}" for key, (check, name) in keys.items())
    answer = choice(tr("Nummer, oder Enter für weiter:"), console, tuple(keys), "\n".join(("", *lines)))
    if not answer:
        return
    check, name = keys[answer]
    session.choose(check, name)
    if check == Trial.DIGIT.check:
        _try(session, console, Trial.DIGIT)
    elif run_checks(session, console, only=(check,)):
        console.print(_found(session, check), markup=False)


def _offered(session: Session) -> tuple[Trial, ...]:
    """What was checked can be tried."""
    checked = {one.check for one in session.report.measurements if one.outcome is not Outcome.SKIPPED}
    allowed = trials(session.allowed)
    return tuple(trial for trial in Trial if trial in allowed and trial.check in checked)


def _title(trial: Trial) -> str:
    return {
        Trial.SEE: tr("Kamera: Hinweise zum Bild, während Sie es verbessern"),
        Trial.LEVEL: tr("Mikrofon: Pegel ansehen"),
        Trial.HEAR: tr("Mikrofon: sich selbst hören"),
        Trial.DIGIT: tr("Lautsprecher: eine Ziffer anhören und nennen"),
    }[trial]


def _found(session: Session, check: str) -> str:
    """The worst that is known of this check, in a sentence."""
    found = [one for one in session.report.findings if check_of(one) == check]
    return (
        f"{_check(check, session)}: {describe_finding(sort_by_severity(found)[0], session.language)}" if found else ""
    )


def _check(check: str, session: Session) -> str:
    return checks()[check].title.render(session.language)
