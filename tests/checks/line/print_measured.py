"""print_measured.py URL: measures, and prints the measurement as JSON; run at one end of a shaped line."""

import sys

from checker.model.codec import to_json
from checker.model.measurement import Measurement, Outcome
from tests.checks.line.measuring import measure_line

if __name__ == "__main__":
    observations = tuple(measure_line(sys.argv[1]))
    sys.stdout.buffer.write(to_json(Measurement(check="line", outcome=Outcome.DONE, observations=observations)))
