"""What runs on request never runs with the others, and what is named runs alone."""

from checker.checks.registry import NAMES, check, selected_checks
from checker.client.session import consent_groups
from checker.model.privacy import DataGroup
from checker.model.profile import BUILT_IN
from checker.run.plan import make_plan


def test_what_runs_on_request_runs_only_where_it_is_named() -> None:
    on_request = {name for name in NAMES if check(name).on_request}
    assert on_request == {"outages"}
    assert on_request.isdisjoint(planned.check.name for planned in make_plan(BUILT_IN, list(DataGroup)).planned)
    assert on_request.isdisjoint(selected_checks())
    named = make_plan(BUILT_IN, [DataGroup.NETWORK], only=("outages",))
    assert [planned.check.name for planned in named.planned] == ["outages"]
    assert consent_groups(("outages",)) == (DataGroup.NETWORK,)
