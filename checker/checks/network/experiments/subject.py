"""What an experiment is done with: a host outside that did not answer, by an address of it."""

from checker.model.record import Record


class UnreachedHost(Record, frozen=True, kw_only=True):
    """A target of the profile that no connection to came about, by one of its addresses. None of it is observed.

    `host`: its name, empty where the profile gives an address; `subject`: that of its observations.
    """

    subject: str
    host: str
    address: str
    port: int

    @property
    def version(self) -> int:
        """4 or 6."""
        return 6 if ":" in self.address else 4
