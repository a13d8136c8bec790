"""One recommendation about the headset, over all that was seen of microphone and speaker: what is free comes first."""

from collections.abc import Collection, Mapping

from checker.checks.devices.audio.endpoint import BLUETOOTH
from checker.checks.devices.audio.names import is_hands_free, is_headset
from checker.checks.microphone import thresholds
from checker.model.finding import Finding, Level
from checker.model.observation import Observations

_REASONS = {
    "microphone.none": "none",
    "microphone.hands-free": "telephone-quality",
    "microphone.echo": "echo",
    "microphone.too-quiet": "quiet",
    "microphone.noisy": "noise",
}
"""What a headset with a cable or a USB plug of its own would end, and the word for it in the shopping list."""
_NOTHING = Observations([])


def headset_advice(findings: Collection[Finding], seen: Mapping[str, Observations]) -> Finding | None:
    """At most one: another microphone that is there already, the same headset for both ways, or at last a purchase.

    `seen`: the observations by check. None where nothing is wrong that a headset would end.
    """
    codes = {one.code for one in findings if one.level is not Level.OK}
    reason = next((word for code, word in _REASONS.items() if code in codes), None)
    if reason is None:
        return None
    ears = seen.get("microphone", _NOTHING)
    name = next(iter(ears.subjects("record.begun")), "")
    free = _for_free(reason, ears, name) or _both_ways(reason, ears, name, seen.get("speaker", _NOTHING))
    if free is not None:
        return free
    if reason in {"noise", "quiet", "echo"} and _on_a_head(ears, name):
        return None  # it is one already: where its arm stands and how loud it is set costs nothing
    because = tuple(one for one in (ears["device.names"], ears["device.rate", name]) if one.failure is None)
    return Finding.note("microphone.headset-advice", evidence=because, reason=reason, item="headset")


def _for_free(reason: str, ears: Observations, name: str) -> Finding | None:
    """Bluetooth's telephone quality: speak into another one. A far microphone: a headset that is plugged in already."""
    if reason == "none":
        return None
    able = [one for one in ears.subjects("input.hears") if one != name and not _bluetooth(ears, one)]
    if reason == "telephone-quality":
        able = [one for one in able if _clear(ears, one)]
    elif _on_a_head(ears, name):
        return None
    else:
        able = [one for one in able if _on_a_head(ears, one)]
    if not able:
        return None
    witness = ears["input.hears", able[0]]
    return Finding.note("microphone.use-other", evidence=witness, subject=name, microphone=name, other=able[0])


def _both_ways(reason: str, ears: Observations, name: str, speaker: Observations) -> Finding | None:
    """The voices come out of the loudspeaker while a headset is on the head: it is to be used for both."""
    names, default = speaker["output.names"].value, speaker["output.default"].value
    if reason != "echo" or not _on_a_head(ears, name) or not isinstance(names, list) or is_headset(str(default)):
        return None
    if not any(is_headset(str(one)) for one in names):
        return None
    because = (speaker["output.default"], speaker["output.names"])
    return Finding.note("microphone.use-both-ways", evidence=because, subject=name, microphone=name)


def _on_a_head(ears: Observations, name: str) -> bool:
    return ears["device.headset", name].value is True or is_headset(name)


def _bluetooth(ears: Observations, name: str) -> bool:
    return ears["device.transport", name].value == BLUETOOTH or is_hands_free(name)


def _clear(ears: Observations, name: str) -> bool:
    speech, pause = ears.number("sound.speech", name), ears.number("sound.pause", name)
    if ears["input.hears", name].value is not True or speech is None or pause is None:
        return False
    return speech >= thresholds.QUIET_DBFS and speech - pause >= thresholds.NOISY_DB
