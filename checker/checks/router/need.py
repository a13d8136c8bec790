"""What a profile may ask of a router: nothing yet. Whoever agrees to the group "router" has it asked."""

from checker.checks.contract import Need


class RouterNeed(Need, frozen=True, kw_only=True):
    """Empty: a home's router is the employee's own."""
