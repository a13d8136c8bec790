"""A Debian 13 folder with Wine 10: Debian 12's Wine 8 cannot start Qt. Needs root and debootstrap."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from recipe.product import epoch

SUITE = "trixie"
PACKAGES = ("wine", "wine64", "locales")
LOCALES = ("de_DE", "en_US")
"""Wine takes the user's language from the locale."""
CACHE = Path.home() / ".cache" / "homeoffice-check"
_ENTER = """
mount --make-rprivate /
mount -t proc proc "$ROOM/proc"
mount --rbind /dev "$ROOM/dev"
mount --rbind /sys "$ROOM/sys"
mount --rbind "$LAB" "$ROOM/lab"
mount --bind /tmp/.X11-unix "$ROOM/tmp/.X11-unix" 2>/dev/null
while read -r outer inner; do
    [ "$outer" ] || continue
    mkdir -p "$ROOM${inner%/*}"
    [ -e "$ROOM$inner" ] || : > "$ROOM$inner"
    mount --bind "$outer" "$ROOM$inner"
done <<< "$FILES"
exec chroot "$ROOM" /usr/bin/env -i HOME=/lab/home TERM=xterm PATH=/usr/bin:/bin:/usr/sbin DISPLAY="$DISPLAY" \\
    LANG="$WORDS.UTF-8" XDG_RUNTIME_DIR=/tmp PULSE_SERVER="$PULSE_SERVER" WINEPREFIX="$PREFIX" WINEDEBUG="$WINEDEBUG" \\
    WINEDLLOVERRIDES="mscoree,mshtml=" \\
    PYTHONHASHSEED=1 PYTHONDONTWRITEBYTECODE=1 SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" "$@"
"""
_WINE = "/usr/lib/wine/wine64"
_HOSTS = "127.0.0.1 localhost\n::1 localhost\n"
"""Wine asks the folder's own C library, and debootstrap writes none of this."""


def debian_archive() -> str:
    """The Debian archive that this machine's own apt uses. Ends with a sentence where it uses none."""
    targets = ["--format", "$(REPO_URI)|$(LABEL)|$(COMPONENT)", "Created-By: Packages"]
    listed = subprocess.run(["apt-get", "indextargets", *targets], capture_output=True, text=True, check=False).stdout
    for line in listed.splitlines():
        address, label, component = line.split("|")
        if (label, component) == ("Debian", "main"):
            return address
    raise SystemExit("--system windows on Linux needs a Debian whose apt has its lists (apt-get update).")


class WineEnvironment:
    """Where Windows programs run. `lab` lies inside as Z:\\lab; a prefix is one Windows of its own."""

    def __init__(self, cache: Path = CACHE, prefix: str = "prefix") -> None:
        self._root = cache / SUITE
        self.lab = cache / "lab"
        self._prefix = prefix

    def set_up(self) -> None:
        """Makes what is missing: minutes on the first call, nothing later. Ends with a sentence where it cannot."""
        for needed in ("debootstrap", "chroot", "unshare"):
            if not shutil.which(needed):
                raise SystemExit(f"--system windows on Linux needs {needed} (Debian: apt install {needed}).")
        if os.geteuid() != 0:
            raise SystemExit("--system windows on Linux needs root: it makes a Debian folder and enters it.")
        if not (self._root / "etc" / "complete").exists():
            self._debootstrap()
        for folder in (self._root / "lab", self._root / "tmp" / ".X11-unix", self.lab / "home"):
            folder.mkdir(parents=True, exist_ok=True)
        if not (hosts := self._root / "etc" / "hosts").exists():
            hosts.write_text(_HOSTS)
        if not (self.lab / self._prefix / "system.reg").exists():
            self.run(["winecfg", "/v", "win10"], check=True)
            self.run(["wineboot", "-s"])  # waits until the registry is written

    def run(
        self,
        command: Sequence[str],
        *,
        check: bool = False,
        timeout_s: float | None = 600,
        environment: dict[str, str] | None = None,
        variables: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Waits for the Windows program. Its standard streams are pipes: with files CPython gives up in Wine.

        `environment` is Wine's own (display, log, language); `variables` are those of the Windows program.
        """
        process = self.start(command, environment=environment, variables=variables)
        try:
            out, _ = process.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            self.kill_all()
            process.kill()
            process.communicate()
            raise
        done = subprocess.CompletedProcess(command, process.returncode, out, "")
        if check and done.returncode:
            raise SystemExit(f"{command[0]} failed under Wine:\n{out}")
        return done

    def start(
        self,
        command: Sequence[str],
        *,
        environment: dict[str, str] | None = None,
        variables: dict[str, str] | None = None,
        terminal: int | None = None,
        inside: Sequence[str] = (),
        files: Mapping[str, Path] | None = None,
    ) -> subprocess.Popen[str]:
        """The same without waiting. `kill_all` is for when the work is over.

        `terminal`: a descriptor of one instead of pipes; Wine makes a console of it for a console program.
        `inside`: words before the command, as `ip netns exec NAME`: this Windows has that network until `kill_all`.
        `files`: of this machine, laid over those of the folder, by their names there.
        """
        settings = os.environ | (environment or {})
        settings |= {"ROOM": str(self._root), "LAB": str(self.lab), "PREFIX": f"/lab/{self._prefix}"}
        settings["PULSE_SERVER"] = (environment or {}).get("PULSE_SERVER", "")
        settings["FILES"] = "\n".join(f"{outer} {inner}" for inner, outer in (files or {}).items())
        settings.setdefault("DISPLAY", "")
        settings.setdefault("WINEDEBUG", "-all")
        settings.setdefault("WORDS", LOCALES[0])
        settings.setdefault("SOURCE_DATE_EPOCH", str(epoch()))
        assigned = [f"{name}={value}" for name, value in (variables or {}).items()]
        return subprocess.Popen(
            [*inside, "unshare", "--mount", "bash", "-c", _ENTER, "room", *assigned, _WINE, *command],
            stdin=subprocess.PIPE if terminal is None else terminal,
            stdout=subprocess.PIPE if terminal is None else terminal,
            stderr=subprocess.STDOUT if terminal is None else terminal,
            text=True,
            errors="replace",
            env=settings,
            start_new_session=terminal is not None,
        )

    def kill_all(self) -> None:
        """Ends whatever still runs in this Windows, and only there."""
        process = self.start(["wineboot", "--kill"])
        process.communicate(timeout=60)

    def windows_path(self, file: Path) -> str:
        """Its name for a Windows program. It must lie below `lab`."""
        return "Z:\\lab\\" + str(file.relative_to(self.lab)).replace("/", "\\")

    def _debootstrap(self) -> None:
        shutil.rmtree(self._root, ignore_errors=True)
        print(f"Debian {SUITE} with Wine is made in {self._root} (once, some minutes)", file=sys.stderr)
        subprocess.run(["debootstrap", "--variant=minbase", SUITE, str(self._root), debian_archive()], check=True)
        inner = ["chroot", str(self._root), "apt-get"]
        subprocess.run([*inner, "update"], check=True)
        subprocess.run([*inner, "install", "-y", "--no-install-recommends", *PACKAGES], check=True)
        subprocess.run([*inner, "clean"], check=True)
        for language in LOCALES:
            define = ["localedef", "-i", language, "-f", "UTF-8", f"{language}.UTF-8"]
            subprocess.run(["chroot", str(self._root), *define], check=True)
        (self._root / "etc" / "complete").touch()
