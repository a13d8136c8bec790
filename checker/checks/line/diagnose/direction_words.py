"""The directions in the words of sentences, German and English."""

from checker.checks.line.direction import Direction

SHORT = {Direction.DOWN: ("herunter", "down"), Direction.UP: ("hoch", "up")}
NOUNS = {Direction.DOWN: ("Herunterladen", "downloading"), Direction.UP: ("Hochladen", "uploading")}
SOMEONE = {
    (Direction.DOWN,): ("herunterlädt", "downloads something"),
    (Direction.UP,): ("hochlädt", "uploads something"),
    (Direction.DOWN, Direction.UP): ("herunter- oder hochlädt", "downloads or uploads something"),
}
"""After "as soon as someone"."""
