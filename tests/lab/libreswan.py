"""libreswan at the company. Debian does not let it stand beside strongSwan, so it runs from a folder of its own."""

import subprocess
from pathlib import Path

from tests.lab.unpacked import unpacked
from tests.lab.vpn_home import GATEWAY
from tests.lab.vpn_servers import Site, need_program

PACKAGES = ("libreswan", "libldns3")


class Libreswan:
    """pluto with one connection for anyone, by the lines of ipsec.conf(5) in `settings`."""

    def __init__(self, home: Site, folder: Path, *settings: str) -> None:
        need_program("certutil")
        self._home, self._root = home, unpacked(*PACKAGES)
        self._run = folder / "run"
        keys = folder / "keys"
        for made in (self._run, keys):
            made.mkdir()
        subprocess.run(["certutil", "-N", "-d", f"sql:{keys}", "--empty-password"], check=True, timeout=20)
        (folder / "ipsec.secrets").write_text('%any %any : PSK "a secret of this test alone"\n')
        lines = "\n ".join((f"left={GATEWAY}", "right=%any", "auto=add", *settings))
        (folder / "ipsec.conf").write_text(
            f"config setup\n nssdir={keys}\n ikev1-policy=accept\nconn office\n {lines}\n"
        )
        pluto = [str(self._root / "usr/libexec/ipsec/pluto"), "--nofork", "--stderrlog", "--rundir", str(self._run)]
        pluto += ["--config", str(folder / "ipsec.conf"), "--secretsfile", str(folder / "ipsec.secrets")]
        pluto += ["--nssdir", str(keys), "--no-dnssec"]
        # Its own helpers stand where Debian has them.
        line = f'mount --bind {self._root}/usr/libexec /usr/libexec && mount -t tmpfs none /run && exec "$@"'
        command = ["env", f"LD_LIBRARY_PATH={self._libraries}", "unshare", "-m", "sh", "-c", line, "sh", *pluto]
        self.log = home.serve(*command, folder=folder, ready=self._is_loaded, log="pluto.log")

    def states(self) -> int:
        """Sessions that it keeps, whole or half."""
        return self._whack("--showstates").count("STATE_")

    @property
    def _libraries(self) -> str:
        return str(next(self._root.glob("usr/lib/*/libldns.so.3")).parent)

    def _is_loaded(self) -> bool:
        try:
            return '"office"' in self._whack("--status")
        except subprocess.CalledProcessError:
            return False

    def _whack(self, *options: str) -> str:
        program = str(self._root / "usr/libexec/ipsec/whack")
        command = ["env", f"LD_LIBRARY_PATH={self._libraries}", program, "--rundir", str(self._run), *options]
        return self._home.inside("company", *command)
