"""What a profile may ask of a router: to be left alone."""

from checker.checks.declaration import Need


class RouterNeed(Need, frozen=True, kw_only=True):
    """`asked`: false leaves the router alone even where the employee agrees, such as behind a firm's own firewall."""

    asked: bool = True
