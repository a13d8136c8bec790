"""Line drawings, as SVG path data in a square of 24. Drawn, because no font is sure to have them."""

from checker.knowledge.causes import Actor
from checker.model.finding import Level
from checker.show.company_path.icons import SEGMENT_ICONS
from checker.show.company_path.segments import PathSegment

LEVEL_SYMBOLS: dict[Level, str] = {
    Level.OK: "M6.2 12.6l3.9 3.9l7.7-8.6",
    Level.NOTE: "M12 11v6 M12 7v.02",
    Level.UNKNOWN: "M8.7 9.2a3.3 3.3 0 1 1 5 2.9c-1.2.8-1.7 1.4-1.7 2.6 M12 17.9v.02",
    Level.WARNING: "M12 6v7.6 M12 17.8v.02",
    Level.BLOCKER: "M7.5 7.5l9 9 M16.5 7.5l-9 9",
}
ACTOR_SYMBOLS: dict[Actor, str] = {
    Actor.NOBODY: "M5 12.5l4.5 4.5L19 7.5",
    Actor.YOU: "M12 11.5a4 4 0 1 0-.01 0z M4.5 20.5c.8-4.2 3.6-6 7.5-6s6.7 1.8 7.5 6",
    Actor.PROVIDER: SEGMENT_ICONS[PathSegment.PROVIDER],
    Actor.IT_FIRM: "M4.5 14v-2a7.5 7.5 0 0 1 15 0v2 M4.5 13.5h3v5.5h-3z M16.5 13.5h3v5.5h-3z M18 19c0 1.6-2 2-4.5 2",
    Actor.COMPANY: SEGMENT_ICONS[PathSegment.GATEWAY],
    Actor.EMPLOYER: "M3 4.5h2.4l2.6 10.5h9.6l2-7.5H6.2 M9.6 19.3v.02 M16.2 19.3v.02",
}
ANY_CHECK = "M5 12h14 M12 5v14"
DONE = LEVEL_SYMBOLS[Level.OK]
WAITING = "M7 12v.02 M12 12v.02 M17 12v.02"
RUNNING = "M12 4.5a7.5 7.5 0 1 0 .01 0z M12 8v4.2l2.8 1.8"
LEFT_OUT = "M7 12h10"
HOUSE = "M3.5 11.5L12 4l8.5 7.5 M6 9.8V20h12V9.8 M8.8 14.2l2.4 2.4l4.2-4.8"
"""The program's own sign: a house with a tick."""
