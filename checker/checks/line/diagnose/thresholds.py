"""From where on a figure of a line means something, each once and with its source. What a role needs: roles.py."""

CPU_FULL = 85.0
"""Percent: above it, a figure says more of the PC than of the line."""
CROSS_TRAFFIC_SHARE = 0.1
"""Of the measured rate: what other programs may move beside it. Beyond, the figure is off by ten times our own 1 %."""
WIFI_SHARE = 0.6
"""Of the Wi-Fi's own rate: the most that arrives over TCP. Headers, gaps and answers of 802.11 take the rest."""
CAPACITY_SHARE = 0.9
"""Of what the measuring point can do: from there on it may be the limit."""
CALL_SUFFERS_MS = 150.0
"""Round trip while the line is busy: Zoom wants less than 150 ms, Teams than 100, Meet and 8x8 than 120."""
BLOATED_MS = 60.0
"""More than at rest, while the line is busy: grade C and worse in dslreports' scale."""
CALL_POOR_MOS = 3.6
"""R 70: below it many users are dissatisfied (ITU-T G.109, table 1)."""
GAP_MS, GAP_COUNT, DROPOUT_MS = 120.0, 2, 400.0
"""Gaps at rest: concealment has faded to silence after 60 ms (G.711 Appendix I), and 60 ms of buffer are usual. Once
may be a Wi-Fi that looks for others; again and again, or a syllable long, it is heard."""
QUEUE_MS = 8.0
"""More than at rest, while the line is full: below it there is no queue to look for, and Wi-Fi alone varies as much."""
HOME_SHARE, BEHIND_SHARE = 0.65, 0.25
"""Of the waiting, what the router's own answers show too: from the one on it is at home, up to the other behind."""
ROUTER_LATE_MS = 15.0
"""Later than the whole way: so much is chance, for the two are not asked at the same moments."""
LARGEST_BURST_MB = 30.0
"""What plans let through faster at first, at the most; what lasts longer is as good as the normal rate for a meeting.
Of tuned token buckets in use: 1 to 30 MB (Bauer, Clark and Lehr, "PowerBoost", HomeNets 2011: 5 to 20 MB)."""
FASTER_FACTOR = 1.33
"""Times what another path brought: measured for a second alone, it may read a tenth low, and lines vary as much."""
MAX_COMPARED_MS = 150.0
"""Where the round trip is longer, a second is too short to fill the line, and a comparison says nothing."""
TUNNEL_SHARE = 0.5
"""Of what comes outside: what a tunnel carries at least. Its headers and its encryption take some 5 to 15 %."""
PACKET_KBIT = 12.0
"""A packet of 1500 bytes. A line that is full delays every other packet by half of its time at least."""
TRICKLE_MBIT = 0.5
"""Below it, that delay is long enough (12 ms) to tell a full line from a server that sends slowly."""

BLOAT_GRADES: tuple[tuple[float, str, str, str], ...] = (
    (5.0, "A+", "kaum", "hardly"),
    (30.0, "A", "etwas", "a little"),
    (60.0, "B", "merklich", "noticeably"),
    (200.0, "C", "deutlich", "clearly"),
    (400.0, "D", "viel", "much"),
    (float("inf"), "F", "sehr viel", "very much"),
)
"""Milliseconds more than at rest, dslreports' grade, and how much more slowly the line answers, in words."""


def bloat_words(more_ms: float) -> tuple[str, str]:
    """How much more slowly a full line answers: German and English, before "langsamer" and "more slowly"."""
    return next((de, en) for below, _grade, de, en in BLOAT_GRADES if more_ms < below)
