"""What the provider has promised, where the employee tells it: kept for this run alone, reported beside the line."""

import argparse
import math

import msgspec

from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.record import Record

CHECK = "line"


class Contract(Record, frozen=True, kw_only=True):
    """Mbit/s, as the contract or the bill names them."""

    down_mbit: float
    up_mbit: float


def contract(text: str) -> Contract:
    """Reads `100/40` or `16/2,4`. Raises ArgumentTypeError."""
    parts = text.replace(",", ".").split("/")
    try:
        rates = [float(part) for part in parts]
    except ValueError:
        rates = []
    if len(rates) != 2 or not all(math.isfinite(one) and one > 0 for one in rates):
        raise argparse.ArgumentTypeError("100/40 (Mbit/s)")
    return Contract(down_mbit=rates[0], up_mbit=rates[1])


def told(promised: Contract | None, measurement: Measurement) -> Measurement:
    """The measurement with what was promised, where the line was measured at all and so allowed to be reported."""
    if promised is None or measurement.check != CHECK or measurement.outcome is Outcome.SKIPPED:
        return measurement
    named = (("contract.down", promised.down_mbit), ("contract.up", promised.up_mbit))
    added = tuple(Observation(name=name, value=mbit, unit="Mbit/s") for name, mbit in named)
    return msgspec.structs.replace(measurement, observations=(*measurement.observations, *added))
