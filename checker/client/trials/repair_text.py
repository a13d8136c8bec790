"""What a repair is called, and what became of it: for window and terminal."""

from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.client.trials.device_repair import LOWERED_PERCENT, DeviceRepair, Repair, RepairOutcome
from checker.model.text import Text


def repair_label(repair: Repair) -> Text:
    """What is done."""
    if isinstance(repair, DeviceRepair):
        return Text(de=f"Stattdessen „{repair.device}“ prüfen", en=f"Check “{repair.device}” instead")
    if repair.check == "speaker":
        return Text(de="Ton einschalten", en="Turn the sound on")
    if repair.target.muted is False:
        return Text(de="Mikrofon einschalten", en="Turn the microphone on")
    if repair.target.volume == LOWERED_PERCENT:
        return Text(de="Mikrofon leiser stellen", en="Turn the microphone down")
    return Text(de="Mikrofon lauter stellen", en="Turn the microphone up")


def repair_outcome_text(outcome: RepairOutcome) -> Text:
    """What was, what is, and what to do now."""
    if isinstance(outcome.repair, DeviceRepair):
        name = outcome.repair.before if outcome.is_undone else outcome.repair.device
        return Text(de=f"Geprüft wird jetzt „{name}“.", en=f"“{name}” is being checked now.")
    if outcome.before is None or outcome.after is None:
        return Text(
            de="Das ließ sich von hier nicht ändern. Gehen Sie den Weg, den der Schritt nennt.",
            en="This could not be changed from here. Follow the path that the step names.",
        )
    before, after = setting_text(outcome.before), setting_text(outcome.after)
    if outcome.is_undone:
        return Text(
            de=f"Rückgängig gemacht. Jetzt ist es wieder: {after.de}.", en=f"Undone. Now it is again: {after.en}."
        )
    if not outcome.is_accepted:
        return Text(
            de=f"Der Computer hat das nicht angenommen. Er meldet: {after.de}. Gehen Sie den Weg, den der Schritt "
            "nennt.",
            en=f"The computer did not accept that. It reports: {after.en}. Follow the path that the step names.",
        )
    return Text(
        de=f"Vorher: {before.de}. Jetzt: {after.de}. Prüfen Sie nun erneut, ob es hilft.",
        en=f"Before: {before.en}. Now: {after.en}. Now check again whether it helps.",
    )


def setting_text(setting: MixerSetting) -> Text:
    """Mute and level in words; what the system does not say is left out."""
    parts = []
    if setting.muted is not None:
        parts.append(Text(de="stumm", en="muted") if setting.muted else Text(de="nicht stumm", en="not muted"))
    if setting.volume is not None:
        percent = setting.volume
        parts.append(Text(de=f"Pegel {percent}\u00a0%", en=f"level {percent}%"))
    parts = parts or [Text(de="unbekannt", en="unknown")]
    return Text(de=", ".join(part.de for part in parts), en=", ".join(part.en for part in parts))
