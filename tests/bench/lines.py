"""The lines that are measured, the goals of each, and what a line truly carries."""

from tests.lab.line import Shape

LINES = {
    "6/1": Shape(6, 1, 30, 200, 400),
    "16/2.4": Shape(16, 2.4, 30, 150, 300),
    "50/10": Shape(50, 10, 20, 100, 200),
    "100/40": Shape(100, 40, 20, 60, 120),
    "250/50": Shape(250, 50, 20, 60, 150),
    "1000/500": Shape(1000, 500, 10, 30, 30),
}
"""Mbit/s down and up, round trip ms, queue ms down and up."""
VARYING = ("16/2.4", "50/10", "100/40")
"""On these the rate is changed as well: slower ones are no Wi-Fi, and above, packets travel uncut."""

DIRECTIONS = ("down", "up")
MEDIAN_ERROR, WORST_ERROR, SLOW_ERROR, VARYING_ERROR = 1.0, 3.0, 5.0, 5.0
"""Percent: median, 95th percentile, the same at 1 Mbit/s up, and on a line whose rate changes."""
SECONDS, SLOW_SECONDS = 6.0, 10.0
MEGABYTES = {"6/1": 2.0, "50/10": 6.0, "100/40": 14.0, "250/50": 30.0, "1000/500": 60.0}
FULL_MEGABYTES = {"1000/500": 150.0}
LATENCY_ERROR, IDLE_MS = 10.0, 1.0
"""Percent off irtt under an equal load; ms off irtt's idle round trip."""
COVERED = 0.95
CPU_S = 1.0


def seconds_goal(line: str) -> float:
    """For everything; the slowest line may take longer."""
    return SLOW_SECONDS if line == "6/1" else SECONDS


def worst_error_goal(line: str, direction: int) -> float:
    """Percent, of the 95th percentile."""
    return SLOW_ERROR if LINES[line].goodput[direction] < 1 else WORST_ERROR
