"""What is tried again once the first verdict on a gateway is known."""

from dataclasses import replace

import pytest

from checker.checks.vpn import follow_up
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.net.icmp.error_origin import ErrorOrigin
from tests.checks.vpn.gateway_probes import make_context, make_gateway

UNREACHABLE = GatewayResult(GatewayVerdict.UNREACHABLE, {})


@pytest.mark.parametrize(
    "origins, word",
    [
        ([ErrorOrigin.PATH], "no-route"),
        ([None, ErrorOrigin.PATH], "no-route"),
        ([None, ErrorOrigin.ROUTER], "router-no-route"),
        ([None, None], None),
    ],
)
def test_who_knows_no_way_is_asked_again_where_his_message_was_held_back(
    monkeypatch: pytest.MonkeyPatch, origins: list[ErrorOrigin | None], word: str | None
) -> None:
    """Machines limit how often they send one, and several gateways may have the same host."""
    replies = iter(origins)
    monkeypatch.setattr(follow_up.own_route, "has_no_route", lambda _address: False)
    monkeypatch.setattr(follow_up, "locate_refusal", lambda *_: None)
    monkeypatch.setattr(follow_up, "locate_missing_route", lambda *_: next(replies))
    context = replace(make_context(), addresses=("192.0.2.1",))
    result = follow_up.follow_up(make_gateway("tcp", 1194), context, UNREACHABLE)
    assert result.facts.get("gateway.refused-by") == word


def test_a_table_of_this_pc_without_a_way_needs_no_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow_up, "locate_refusal", lambda *_: None)
    monkeypatch.setattr(follow_up, "locate_missing_route", lambda *_: pytest.fail("asked"))
    monkeypatch.setattr(follow_up.own_route, "has_no_route", lambda _address: True)
    context = replace(make_context(), addresses=("192.0.2.1",))
    result = follow_up.follow_up(make_gateway("tcp", 1194), context, UNREACHABLE)
    assert result.facts.get("gateway.refused-by") == "pc-no-route"


def test_without_time_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow_up, "locate_refusal", lambda *_: None)
    monkeypatch.setattr(follow_up, "locate_missing_route", lambda *_: pytest.fail("asked"))
    monkeypatch.setattr(follow_up.own_route, "has_no_route", lambda _address: False)
    context = replace(make_context(seconds=-1.0), addresses=("192.0.2.1",))
    assert follow_up.follow_up(make_gateway("tcp", 1194), context, UNREACHABLE) == UNREACHABLE
