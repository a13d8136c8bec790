"""What this program can do for a finding by itself, offered in the terminal, checked, and taken back on request."""

from rich.console import Console

from checker.checks.devices.audio.mixer_change import change_mixer
from checker.client.session import Session
from checker.client.text.progress import run_checks
from checker.client.text.prompt import NotInteractive, confirm, prompt_choice
from checker.client.text.steps.recheck import show_comparison
from checker.client.text.words import tr
from checker.client.trials.device_repair import DeviceRepair, MixerRepair, Repair, RepairOutcome, repairs
from checker.client.trials.repair_text import repair_label, repair_outcome_text
from checker.model.failure import OperationFailed
from checker.model.systems import this_system
from checker.show.findings import RootFinding, describe_finding, group_findings


def offer_repairs(session: Session, console: Console) -> None:
    """One finding after the other; Enter alone leaves it as it is."""
    try:
        for root in group_findings(session.report.findings).problems:
            _offer(session, console, root)
    except (NotInteractive, KeyboardInterrupt):  # the report is still to be sent
        console.print()


def _offer(session: Session, console: Console, root: RootFinding) -> None:
    offered = {str(at): repair for at, repair in enumerate(repairs(root.finding, session.report), 1)}
    if not offered:
        return
    lines = [f"  {key}  {repair_label(repair).render(session.language)}" for key, repair in offered.items()]
    title = tr("Das kann dieses Programm für Sie tun. Sie können es rückgängig machen.")
    explanation = "\n".join(("", describe_finding(root.finding, session.language), title, *lines))
    answer = prompt_choice(tr("Nummer, oder Enter für weiter:"), console, tuple(offered), explanation)
    if answer:
        repair = offered[answer]
        if isinstance(repair, DeviceRepair):
            _check_other_device(session, console, root, repair)
        else:
            _set_mixer(session, console, root, repair)


def _set_mixer(session: Session, console: Console, root: RootFinding, repair: MixerRepair) -> None:
    device = session.device_name(repair.device)
    try:
        change = change_mixer(repair.direction, this_system(), device, repair.target)
    except (OperationFailed, OSError):
        _show(RepairOutcome(repair=repair), session, console)
        return
    outcome = RepairOutcome(repair=repair, before=change.before, after=change.after)
    _show(outcome, session, console)
    _check_again(session, console, root, repair)
    if not outcome.can_undo or not confirm(tr("Rückgängig machen?"), console):
        return
    try:
        after = change.undo()
    except (OperationFailed, OSError):
        _show(RepairOutcome(repair=repair), session, console)
        return
    _show(RepairOutcome(repair=repair, before=change.before, after=after, is_undone=True), session, console)
    _check_again(session, console, root, repair)


def _check_other_device(session: Session, console: Console, root: RootFinding, repair: DeviceRepair) -> None:
    before = session.devices.get(repair.check, "")
    session.choose_device(repair.check, repair.device)
    _show(RepairOutcome(repair=repair), session, console)
    if not run_checks(session, console, only=(repair.check,)):
        session.choose_device(repair.check, before)  # chosen and not checked: not used either
        return
    show_comparison(session, console, root)
    if confirm(tr("Wieder „{name}“ prüfen?", name=repair.before), console):
        session.choose_device(repair.check, before)
        _check_again(session, console, root, repair)


def _check_again(session: Session, console: Console, root: RootFinding, repair: Repair) -> None:
    if run_checks(session, console, only=(repair.check,)):
        show_comparison(session, console, root)


def _show(outcome: RepairOutcome, session: Session, console: Console) -> None:
    console.print(repair_outcome_text(outcome).render(session.language), markup=False)
