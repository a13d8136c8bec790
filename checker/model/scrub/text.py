"""Blacks out what must not leave the PC when it slips into a text. Pure."""

from collections.abc import Iterable

from checker.model.scrub.addresses import scrub_addresses
from checker.model.scrub.names import scrub_names
from checker.model.scrub.secrets import scrub_long_numbers, scrub_secrets


def scrub(text: str, names: Iterable[str] = ()) -> str:
    """`text` without addresses, secrets, serial numbers, foreign paths, home folders and `names`.

    Each is replaced by a mark such as `[ip]`. Loopback, netmasks and private networks (not hosts) stay readable, and
    of a path below a home folder what lies in this program. `names`: user and host names, in any case, whole or in
    parts. Four numbers with dots always count as an address, also where they are the number of a version.
    """
    text = scrub_addresses(scrub_secrets(text))
    return scrub_names(scrub_long_numbers(text), tuple(names))
