"""Camera, microphone and speaker to try in the terminal: live advice instead of a picture, and a digit to be named."""

from rich.console import Console

from checker.checks.registry import checks
from checker.client.session import Session
from checker.client.text.progress import run_checks
from checker.client.text.prompt import NotInteractive, prompt_choice
from checker.client.text.steps.trial_run import TrialRun, run_trial
from checker.client.text.words import tr
from checker.client.trials import digit_answer
from checker.client.trials.device_choice import device_choice, device_selections
from checker.client.trials.device_trial import DeviceTrial, allowed_trials, device_trials, question_trial
from checker.model.measurement import Outcome
from checker.model.verdict import sort_by_severity
from checker.show.failures import failure_text
from checker.show.findings import affected_check, describe_finding

REPEAT, NOTHING = "w", "0"
DIGITS = tuple("123456789")


def offer_trials(session: Session, console: Console) -> None:
    """Asks until Enter alone is pressed, and only where somebody is there: --yes never comes here."""
    offered = _offered_trials(session)
    if not offered:
        return
    try:
        while _offer_once(session, console, offered):
            pass
    except (NotInteractive, KeyboardInterrupt):  # the result is still to be shown
        console.print()


def _offer_once(session: Session, console: Console, offered: tuple[DeviceTrial, ...]) -> bool:
    lines = [
        _worst_finding_text(session, check)
        for check in device_selections()
        if any(trial.check == check for trial in offered)
    ]
    keys = {str(at): trial for at, trial in enumerate(offered, 1)}
    other = str(len(offered) + 1)
    menu = [
        *(f"  {key}  {trial.trial.choice.render(session.language)}" for key, trial in keys.items()),
        f"  {other}  {tr('Anderes Gerät wählen')}",
    ]
    explanation = "\n".join(("", *filter(None, lines), tr("Möchten Sie etwas ausprobieren?"), *menu))
    answer = prompt_choice(tr("Nummer, oder Enter für weiter:"), console, (*keys, other), explanation)
    if not answer:
        return False
    if answer == other:
        _choose_device(session, console, offered)
    else:
        _run_trial(session, console, keys[answer])
    return True


def _run_trial(session: Session, console: Console, trial: DeviceTrial) -> None:
    trial_run = run_trial(session, console, trial)
    if trial.asks and trial_run.outcome is Outcome.DONE:
        _answer_digit(session, console, trial, trial_run)
    elif trial_run.failure is not None and trial_run.outcome is not Outcome.CANCELLED:
        reason = failure_text(trial_run.failure, session.language)
        console.print(tr("Das hat nicht geklappt ({why}).", why=reason), markup=False)


def _answer_digit(session: Session, console: Console, trial: DeviceTrial, trial_run: TrialRun) -> None:
    """The digit is asked for, and the findings are judged again."""
    measurement = trial_run.measurement
    if trial_run.number is not None:
        answer = prompt_choice(_question(trial_run.kind), console, (*DIGITS, NOTHING, REPEAT))
        if answer == REPEAT:
            _run_trial(session, console, trial)
            return
        if not answer:
            return
        measurement = digit_answer.with_answer(
            measurement, trial_run.number, None if answer == NOTHING else int(answer)
        )
    session.add_measurements([measurement])
    console.print(_worst_finding_text(session, trial.check), markup=False)


def _question(kind: str) -> str:
    if kind == "tones":
        return tr("Wie viele Töne haben Sie gezählt? (1 bis 9, 0 = nichts gehört, w = noch einmal)")
    return tr("Welche Ziffer haben Sie gehört? (1 bis 9, 0 = nichts gehört, w = noch einmal)")


def _choose_device(session: Session, console: Console, offered: tuple[DeviceTrial, ...]) -> None:
    """Another device, which is checked at once."""
    choices: list[tuple[str, str]] = []
    for check in device_selections():
        if any(trial.check == check for trial in offered):
            choices += [(check, name) for name in device_choice(session.report, check).names]
    if not choices:
        console.print(tr("Keine Geräte gefunden."))
        return
    keys = {str(at): device for at, device in enumerate(choices, 1)}
    lines = (f"  {key}  {_check_title(check, session)}: {name}" for key, (check, name) in keys.items())
    answer = prompt_choice(tr("Nummer, oder Enter für weiter:"), console, tuple(keys), "\n".join(("", *lines)))
    if not answer:
        return
    check, name = keys[answer]
    session.choose_device(check, name)
    question = question_trial(check)
    if question is not None:
        _run_trial(session, console, question)
    elif run_checks(session, console, only=(check,)):
        console.print(_worst_finding_text(session, check), markup=False)


def _offered_trials(session: Session) -> tuple[DeviceTrial, ...]:
    """What was checked can be tried."""
    checked = {
        measurement.check for measurement in session.report.measurements if measurement.outcome is not Outcome.SKIPPED
    }
    allowed = allowed_trials(session.allowed)
    return tuple(trial for trial in device_trials() if trial in allowed and trial.check in checked)


def _worst_finding_text(session: Session, check: str) -> str:
    """The worst that is known of this check, in a sentence."""
    findings = [finding for finding in session.report.findings if affected_check(finding) == check]
    return (
        f"{_check_title(check, session)}: {describe_finding(sort_by_severity(findings)[0], session.language)}"
        if findings
        else ""
    )


def _check_title(check: str, session: Session) -> str:
    return checks()[check].title.render(session.language)
