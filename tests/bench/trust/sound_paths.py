"""A muted microphone of a real sound server: what is changed, and only where somebody presses the button for it."""

from collections.abc import Collection, Iterator

from checker.model.privacy import DataGroup
from tests.bench.trust import promises
from tests.bench.trust.home import TrustHome
from tests.bench.trust.play import PathResult, play
from tests.bench.trust.walks import Choices, walk_window
from tests.lab.sound import MISSING, virtual_microphone

_PREFIXES = ("PULSE_", "XDG_RUNTIME_DIR", "ALSA_CONFIG_PATH")


def sound_paths(home: TrustHome, modes: Collection[str]) -> Iterator[PathResult]:
    """In the window, which alone offers to change something."""
    if "window" not in modes or MISSING:
        return
    with virtual_microphone() as microphone, home.program("pactl", 'exec /usr/bin/pactl "$@"'):
        microphone.pactl("set-source-mute", "mic", "1")
        variables = {name: text for name, text in microphone.environment.items() if name.startswith(_PREFIXES)}
        with home.having(**variables):
            for repair in (False, True):
                choices = Choices(allowed=(DataGroup.MICROPHONE,), repair=repair)
                name = f"window, a muted microphone, {'turned on and back' if repair else 'nothing pressed'}"
                more = (promises.REPAIR,) if repair else ()
                result = play(home, name, walk_window, choices, 0, more=more, own_folders=(microphone.folder,))
                is_muted = microphone.pactl("get-source-mute", "mic").endswith(("yes", "ja"))
                wrong = () if is_muted else ("the microphone is not as it was",)
                yield PathResult(name=result.name, sent=result.sent, wrong=(*result.wrong, *wrong))
