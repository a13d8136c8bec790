"""What the system itself will ask once the checks begin, said beforehand, so that nobody answers "no" from surprise."""

from checker.model.privacy import DataGroup
from checker.model.systems import System
from checker.model.text import Text

_LOCAL_NETWORK = Text(
    de="macOS fragt dann vielleicht, ob das Programm Geräte im lokalen Netzwerk finden darf. Erlauben Sie es bitte: So "
    "misst es die Verbindung zu Ihrem Router. Andere Geräte sucht es nicht.",
    en="macOS may then ask whether the program may find devices on the local network. Please allow it: that is how it "
    "measures the connection to your router. It looks for no other devices.",
)
_CAMERA = Text(
    de="macOS fragt dann vielleicht, ob das Programm die Kamera benutzen darf. Erlauben Sie es bitte.",
    en="macOS may then ask whether the program may use the camera. Please allow it.",
)
_MICROPHONE = Text(
    de="macOS fragt dann vielleicht, ob das Programm das Mikrofon benutzen darf. Erlauben Sie es bitte.",
    en="macOS may then ask whether the program may use the microphone. Please allow it.",
)
_MACOS = {
    DataGroup.NETWORK: _LOCAL_NETWORK,
    DataGroup.ROUTER: _LOCAL_NETWORK,
    DataGroup.CAMERA: _CAMERA,
    DataGroup.MICROPHONE: _MICROPHONE,
}
"""Local network since macOS 15 (Apple TN3179), camera and microphone since macOS 10.14."""


def system_question(group: DataGroup, system: System) -> Text | None:
    """The question that reading this group may raise on this system; None where the system asks nothing."""
    return _MACOS.get(group) if system == "macos" else None
