"""What to say to somebody who sits before the camera and puts things right: the diagnosis' own numbers, in a sentence.

Pure. A sentence stays until another has held for a while, so that it does not flicker at a threshold.
"""

from checker.checks.camera import thresholds
from checker.checks.camera.likeness import Likeness
from checker.checks.camera.looks import Look, look
from checker.model.text import Text

SAID: dict[Look, Text] = {
    Look.BLACK: Text(
        de="Das Bild ist schwarz. Drücken Sie die Kamera-Taste, oder stecken Sie die Kamera neu ein.",
        en="The picture is black. Press the camera key, or plug the camera in again.",
    ),
    Look.COVERED: Text(
        de="Schieben Sie die Abdeckung vor der Linse auf.", en="Slide the cover in front of the lens open."
    ),
    Look.ONE_COLOUR: Text(
        de="Stecken Sie die Kamera an einer anderen Buchse ein.", en="Plug the camera into another socket."
    ),
    Look.STILL: Text(
        de="Die Kamera ist abgeschaltet. Drücken Sie die Kamera-Taste oder den Schalter an der Seite.",
        en="The camera is turned off. Press the camera key or the switch on the side.",
    ),
    Look.FROZEN: Text(
        de="Das Bild steht still. Stecken Sie die Kamera neu ein.",
        en="The picture stands still. Plug the camera in again.",
    ),
    Look.STRIPED: Text(
        de="Das Bild hat Streifen. Stecken Sie die Kamera direkt am Computer ein.",
        en="The picture has stripes. Plug the camera directly into the computer.",
    ),
    Look.BACKLIT: Text(
        de="Hinter Ihnen ist es zu hell. Drehen Sie die Lampe zu Ihrem Gesicht, oder setzen Sie sich vor das Fenster.",
        en="It is too bright behind you. Turn the lamp to your face, or sit facing the window.",
    ),
    Look.DARK: Text(de="Etwas mehr Licht, bitte.", en="A little more light, please."),
    Look.BLURRED: Text(
        de="Wischen Sie die Linse ab. Klebt eine Folie darauf, ziehen Sie sie ab.",
        en="Wipe the lens. If there is a film on it, peel it off.",
    ),
    Look.GOOD: Text(de="Gut so. Andere können Sie sehen.", en="Good. Others can see you."),
}

_HOLDS = 2
"""So many looks in a row must agree before the sentence changes."""
_MORE = 1.15
"""Somebody who was told to make more light is told "good" only when it is so many times the limit."""


class Advisor:
    """Takes one likeness after the other."""

    def __init__(self) -> None:
        self._said: Look | None = None
        self._next: Look | None = None
        self._times = 0

    def hear(self, like: Likeness) -> Text | None:
        """The sentence to say now, or None while the last one still holds."""
        now = self._settled(like)
        self._times = self._times + 1 if now is self._next else 1
        self._next = now
        if now is self._said or self._times < _HOLDS:
            return None
        self._said = now
        return SAID[now]

    def _settled(self, like: Likeness) -> Look:
        now = look(like)
        barely = like.brightness < thresholds.DARK_BRIGHTNESS * _MORE and (like.centre or 0) < thresholds.DARK_CENTRE
        return Look.DARK if self._said is Look.DARK and now in {Look.GOOD, Look.BLURRED} and barely else now
