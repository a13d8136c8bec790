"""Which speakers there are. Plays nothing: a sound that nobody expects frightens, and nobody is there to answer."""

from collections.abc import Iterator
from functools import partial

from checker.checks.contract import Run
from checker.checks.devices.audio.listing import Listed
from checker.checks.devices.audio.within import within
from checker.checks.speaker.host import Host
from checker.checks.speaker.need import SpeakerNeed
from checker.model.failure import Operation
from checker.model.observation import Observation


def observe(need: SpeakerNeed, run: Run) -> Iterator[Observation]:
    """Yields the speakers, the one in use, and how it is set."""
    yield from known(need, run, Host(), [])


def known(need: SpeakerNeed, run: Run, host: Host, found: list[Listed]) -> Iterator[Observation]:
    """As `observe`, on the given host; puts what was listed into `found`."""
    with run.noting("output.names", Operation.LIST) as names:
        ask = partial(host.speakers, run.system, need.device)
        listed = within(min(host.times.list_s, run.left_s), run.go_on, ask)
        found.append(listed)
        names.value = list(listed.names)
    yield names.done()
    if names.failure is not None or listed.chosen is None:
        return
    yield run.saw("output.default", listed.chosen.name)
    setting = listed.about(listed.chosen.name).setting
    if setting.muted is not None:
        yield run.saw("output.muted", setting.muted)
    if setting.volume is not None:
        yield run.saw("output.volume", setting.volume)
