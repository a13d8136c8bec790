"""What a profile says of the router: whether it may be queried."""

from checker.checks.declaration import Need


class RouterNeed(Need, frozen=True, kw_only=True):
    """`asked`: false leaves the router alone even where the employee agrees, such as behind a firm's own firewall."""

    asked: bool = True
