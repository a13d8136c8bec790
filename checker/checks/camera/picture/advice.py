"""What to say to somebody who sits before the camera and puts things right: the diagnosis' own numbers, in a sentence.

Pure. A sentence stays until another has held for a while, so that it does not flicker at a threshold.
"""

from checker.checks.camera import thresholds
from checker.checks.camera.picture.classification import PictureCondition, classify
from checker.checks.camera.picture.metrics import PictureMetrics
from checker.model.text import Text

ADVICE: dict[PictureCondition, Text] = {
    PictureCondition.BLACK: Text(
        de="Das Bild ist schwarz. Drücken Sie die Kamera-Taste, oder stecken Sie die Kamera neu ein.",
        en="The picture is black. Press the camera key, or plug the camera in again.",
    ),
    PictureCondition.COVERED: Text(
        de="Schieben Sie die Abdeckung vor der Linse auf.", en="Slide the cover in front of the lens open."
    ),
    PictureCondition.ONE_COLOUR: Text(
        de="Stecken Sie die Kamera an einer anderen Buchse ein.", en="Plug the camera into another socket."
    ),
    PictureCondition.STILL: Text(
        de="Die Kamera ist abgeschaltet. Drücken Sie die Kamera-Taste oder den Schalter an der Seite.",
        en="The camera is turned off. Press the camera key or the switch on the side.",
    ),
    PictureCondition.FROZEN: Text(
        de="Das Bild steht still. Stecken Sie die Kamera neu ein.",
        en="The picture stands still. Plug the camera in again.",
    ),
    PictureCondition.STRIPED: Text(
        de="Das Bild hat Streifen. Stecken Sie die Kamera direkt am Computer ein.",
        en="The picture has stripes. Plug the camera directly into the computer.",
    ),
    PictureCondition.WRONG_COLOURS: Text(
        de="Die Farben stimmen nicht. Stecken Sie die Kamera neu ein.",
        en="The colours are wrong. Plug the camera in again.",
    ),
    PictureCondition.OVEREXPOSED: Text(
        de="Das Bild ist viel zu hell. Nehmen Sie die Lampe oder die Sonne von der Kamera weg.",
        en="The picture is far too bright. Take the lamp or the sun away from the camera.",
    ),
    PictureCondition.ROTATED: Text(
        de="Das Bild ist verdreht. Drehen Sie die Kamera, oder stellen Sie die Drehung in ihrem Programm ab.",
        en="The picture is turned. Turn the camera, or switch the rotation off in its program.",
    ),
    PictureCondition.BACKLIT: Text(
        de="Hinter Ihnen ist es zu hell. Drehen Sie die Lampe zu Ihrem Gesicht, oder setzen Sie sich vor das Fenster.",
        en="It is too bright behind you. Turn the lamp to your face, or sit facing the window.",
    ),
    PictureCondition.DARK: Text(de="Etwas mehr Licht, bitte.", en="A little more light, please."),
    PictureCondition.BLURRED: Text(
        de="Wischen Sie die Linse ab. Klebt eine Folie darauf, ziehen Sie sie ab.",
        en="Wipe the lens. If there is a film on it, peel it off.",
    ),
    PictureCondition.GOOD: Text(de="Gut so. Andere können Sie sehen.", en="Good. Others can see you."),
}

_STABLE_COUNT = 2
"""So many looks in a row must agree before the sentence changes."""
_HYSTERESIS = 1.15
"""Somebody who was told to make more light is told "good" only when it is so many times the limit."""


class PictureAdvisor:
    """Takes the metrics of one look after the other."""

    def __init__(self) -> None:
        self._current: PictureCondition | None = None
        self._candidate: PictureCondition | None = None
        self._repeats = 0

    def update(self, metrics: PictureMetrics) -> Text | None:
        """The sentence to say now, or None while the last one still holds."""
        condition = self._with_hysteresis(metrics)
        self._repeats = self._repeats + 1 if condition is self._candidate else 1
        self._candidate = condition
        if condition is self._current or self._repeats < _STABLE_COUNT:
            return None
        self._current = condition
        return ADVICE[condition]

    def _with_hysteresis(self, metrics: PictureMetrics) -> PictureCondition:
        condition = classify(metrics)
        is_barely_bright = (
            metrics.brightness < thresholds.DARK_BRIGHTNESS * _HYSTERESIS
            and (metrics.centre or 0) < thresholds.DARK_CENTRE
        )
        return (
            PictureCondition.DARK
            if self._current is PictureCondition.DARK
            and condition in {PictureCondition.GOOD, PictureCondition.BLURRED}
            and is_barely_bright
            else condition
        )
