"""Line drawings for the path picture, as SVG path data: data only."""

from checker.checks.icons import COMPUTER, ROUTER, SHIELD, WIFI
from checker.model.finding import Level
from checker.show.company_path.segments import PathSegment

SEGMENT_ICONS: dict[PathSegment, str] = {
    PathSegment.PC: COMPUTER,
    PathSegment.HOME: WIFI,
    PathSegment.ROUTER: ROUTER,
    PathSegment.PROVIDER: "M12 3a9 9 0 1 0 .01 0z M3 12h18 M12 3c-5 5-5 13 0 18 M12 3c5 5 5 13 0 18",
    PathSegment.GATEWAY: SHIELD,
    PathSegment.COMPANY: (
        "M5 20.5V4h9.5v16.5 M14.5 9.5H19v11 M2.5 20.5h19 "
        "M8.2 8v.02 M11.3 8v.02 M8.2 12v.02 M11.3 12v.02 M8.2 16v.02 M11.3 16v.02"
    ),
}
"""In a square of 24."""
MEDIUM_ICONS = {
    "cable": "M7 4h10v8.5L14.5 16h-5L7 12.5z M10 4v3 M14 4v3 M12 16v4.5",
    "mobile": "M4.5 19v-3 M9.5 19v-6.5 M14.5 19V9 M19.5 19V5",
}
"""Instead of the waves of the Wi-Fi at home."""

LEVEL_ICONS: dict[Level, str] = {
    Level.OK: "M4.4 8.3l2.5 2.5 4.8-5.3",
    Level.WARNING: "M8 3.8v5.1 M8 11.9v.02",
    Level.UNKNOWN: "M5.9 6.2a2.15 2.15 0 1 1 3.3 1.9c-.8.5-1.2.9-1.2 1.7 M8 12.1v.02",
    Level.BLOCKER: "M5 5l6 6 M11 5l-6 6",
}
"""In a square of 16."""
