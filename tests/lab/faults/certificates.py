"""Who signs what in the lab: an authority that every PC believes, the company's own, and a stranger's."""

import datetime
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.net.certificates import Authority

HOUR = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Leaf:
    """One file holds certificate and key; OpenVPN is told where it finds each."""

    ca: Path
    certificate: Path

    @property
    def key(self) -> Path:
        return self.certificate


class Certificates:
    """Folders of the three authorities, gone with `close`."""

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="lab-ca-")
        self.public, self.company, self.stranger = (self._made(name) for name in ("Public", "Company", "Stranger"))

    def _made(self, name: str) -> Authority:
        folder = Path(self._temporary.name) / name.lower()
        folder.mkdir()
        return Authority.make(folder, f"{name} CA")

    def leaf(self, authority: Authority, *names: str, begins: datetime.timedelta = -HOUR, days: float = 60) -> Leaf:
        """Valid from an hour ago, so that a clock that is a day behind shows. As long as usual chains are: 3 kB."""
        ends, more = datetime.timedelta(days=days), tuple(f"also-{number:03}.{names[0]}" for number in range(100))
        return Leaf(authority.path, authority.leaf((*names, *more), begins=begins, ends=ends, common=names[0]))

    def close(self) -> None:
        self._temporary.cleanup()
