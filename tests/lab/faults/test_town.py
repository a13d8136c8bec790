"""What a rule stops is counted, whatever the rule is."""

import pytest

from tests.lab.faults.town import counting


@pytest.mark.parametrize(
    "rule, counted",
    [
        ("udp dport 1194 drop", "udp dport 1194 counter drop"),
        ("ip daddr 192.0.2.1 reject with tcp reset", "ip daddr 192.0.2.1 counter reject with tcp reset"),
        ("reject with icmpx type admin-prohibited", "counter reject with icmpx type admin-prohibited"),
        ("ct state new counter drop", "ct state new counter drop"),
        ("tcp dport 80 redirect to :8080", "tcp dport 80 redirect to :8080"),
        ("oif lo accept", "oif lo accept"),
    ],
)
def test_a_rule_counts_what_it_stops(rule: str, counted: str) -> None:
    assert counting(rule) == counted
