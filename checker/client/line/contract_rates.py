"""What the provider has promised, where the employee tells it: kept for this run alone, reported beside the line."""

import argparse
import math

import msgspec

from checker.client.line import CHECK
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.record import Record


class ContractRates(Record, frozen=True, kw_only=True):
    """Mbit/s, as the contract or the bill names them."""

    down_mbit: float
    up_mbit: float


def parse_contract_rates(text: str) -> ContractRates:
    """Reads `100/40` or `16/2,4`. Raises ArgumentTypeError."""
    parts = text.replace(",", ".").split("/")
    try:
        rates = [float(part) for part in parts]
    except ValueError:
        rates = []
    if len(rates) != 2 or not all(math.isfinite(rate) and rate > 0 for rate in rates):
        raise argparse.ArgumentTypeError("100/40 (Mbit/s)")
    return ContractRates(down_mbit=rates[0], up_mbit=rates[1])


def with_contract_rates(contract_rates: ContractRates | None, measurement: Measurement) -> Measurement:
    """The measurement with what was promised, where the line was measured at all and so allowed to be reported."""
    if contract_rates is None or measurement.check != CHECK or measurement.outcome is Outcome.SKIPPED:
        return measurement
    rates = (("contract.down", contract_rates.down_mbit), ("contract.up", contract_rates.up_mbit))
    contract_observations = tuple(Observation(name=name, value=mbit, unit="Mbit/s") for name, mbit in rates)
    return msgspec.structs.replace(measurement, observations=(*measurement.observations, *contract_observations))
