"""What the walks meet: findings of every check, each mended by its steps, or left for a call."""

from checker.model.finding import Finding, Level, Sureness
from tests.client.window.walks.played_window import Story

FINE = (
    Finding(code="computer.fine", level=Level.OK),
    Finding(code="network.desk-reached", level=Level.OK),
    Finding(code="vpn.answers", level=Level.OK, subject="portal", values={"name": "Portal"}),
)
GREEN, CALL = "green", "call"
CAMERA, MICROPHONE = "Integrated Webcam", "Headset H390"


def _blocker(code: str, subject: str = "", **values: str | int) -> Finding:
    return Finding(code=code, level=Level.BLOCKER, subject=subject, sure=Sureness.CERTAIN, values=values)


WALKS: tuple[tuple[Finding, str], ...] = (
    (_blocker("camera.none"), GREEN),
    (_blocker("camera.access-denied", CAMERA, camera=CAMERA), GREEN),
    (_blocker("camera.busy", CAMERA, camera=CAMERA), GREEN),
    (_blocker("camera.covered", CAMERA, camera=CAMERA), GREEN),
    (_blocker("camera.not-opening", CAMERA, camera=CAMERA), CALL),
    (_blocker("microphone.none"), GREEN),
    (_blocker("microphone.access-denied", MICROPHONE, microphone=MICROPHONE), GREEN),
    (_blocker("microphone.muted", MICROPHONE, microphone=MICROPHONE), GREEN),
    (_blocker("microphone.too-quiet", MICROPHONE, microphone=MICROPHONE), GREEN),
    (_blocker("microphone.hangs", MICROPHONE, microphone=MICROPHONE), CALL),
    (_blocker("microphone.not-opening", MICROPHONE, microphone=MICROPHONE), GREEN),
    (_blocker("computer.clock-wrong", minutes=21), GREEN),
    (_blocker("computer.disk-full", free=1), GREEN),
    (_blocker("computer.memory-full", used=96), GREEN),
    (_blocker("computer.os-unsupported", system="Windows 8.1"), CALL),
    (_blocker("network.no-adapter"), GREEN),
    (_blocker("network.captive-portal"), GREEN),
    (_blocker("network.gateway-silent"), GREEN),
    (_blocker("network.no-internet"), CALL),
    (_blocker("network.tls-intercepted"), CALL),
    (_blocker("line.up-slow", have=1, want=3, roles_de="Videogespräche", roles_en="video calls"), GREEN),
    (_blocker("line.in-use", moved=40), GREEN),
    (_blocker("vpn.udp-blocked"), GREEN),
    (_blocker("vpn.refused", "portal", name="Portal"), CALL),
    (_blocker("vpn.certificate-expired", "portal", name="Portal"), CALL),
)
"""Each ends green, its check run again, or with a call that has everything in hand."""


OUTAGE = Finding(
    code="outages.line",
    level=Level.WARNING,
    sure=Sureness.LIKELY,
    values={"times_de": "3-mal", "times_en": "3 times", "longest_de": "40 Sekunden", "longest_en": "40 seconds"},
)


def story(finding: Finding, ending: str) -> Story:
    """One run with this finding, and what its check says when it runs again."""
    return Story(findings=(finding, *FINE), rechecked=FINE if ending == GREEN else (finding, *FINE))
