"""python3 -m tests [pytest arguments]: every fast test, with whatever it needs brought first."""

import os
import sys
from pathlib import Path
from shutil import which

from checker.bootstrap import ensure_environment
from checker.bootstrap.debian_packages import install_packages
from checker.bootstrap.system_libraries import SOUND_LIBRARIES, WINDOW_LIBRARIES, missing_packages
from tests.rerun import Reruns

PROGRAMS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus",
    "minisign": "minisign",
    "osslsigncode": "osslsigncode",
    "makensis": "nsis",
    "pulseaudio": "pulseaudio",
    "pactl": "pulseaudio-utils",
    "espeak-ng": "espeak-ng",
    "sox": "sox",
    "openssl": "openssl",
    "openvpn": "openvpn",
    "wireguard-go": "wireguard-go",
    "wg": "wireguard-tools",
    "swanctl": "strongswan-swanctl",
    "xl2tpd": "xl2tpd",
    "pptpd": "pptpd",
    "vpncmd": "softether-vpncmd",
    "ip": "iproute2",
    "nft": "nftables",
    "ping": "iputils-ping",
    "dnsmasq": "dnsmasq-base",
    "faketime": "faketime",
    "tayga": "tayga",
    "chromium": "chromium",
    "miniupnpd": "miniupnpd",
    "nginx": "nginx-light",
    "caddy": "caddy",
    "haproxy": "haproxy",
    "ocserv": "ocserv",
    "turnserver": "coturn",
    "xrdp": "xrdp",
    "sshd": "openssh-server",
    "kamailio": "kamailio",
    "dropbear": "dropbear-bin",
    "weston": "weston",
    "sipp": "sip-tester",
    "certutil": "libnss3-tools",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
}
"""Real counterparts that tests start, by the program that shows that they are there."""
FILES = {
    "usr/lib/ipsec/charon": "strongswan-charon",
    "usr/libexec/softether/vpnserver/vpnserver": "softether-vpnserver",
    "usr/lib/postgresql": "postgresql",
    "usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so": "libasound2-plugins",
    "usr/bin/objdump": "binutils",
    "usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "usr/lib/*/girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
    "usr/lib/python3/dist-packages/gi": "python3-gi",
    "usr/lib/*/kamailio/modules/tls.so": "kamailio-tls-modules",
}


def main() -> int:
    """0 when every test passed. Arguments go to pytest; with -m or -n among them it runs once, as told."""
    arguments = sys.argv[1:]
    _bring_counterparts()
    ensure_environment("tests", "tests", arguments, window=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    runs = Reruns(Path.cwd())
    if any(word.startswith(("-m", "-n")) for word in arguments):
        return runs.pytest(arguments)
    # Most tests wait for a counterpart, not for the processor; those that measure a line have the machine alone.
    together = runs.run(["-m", "not packaged and not alone and not slow", *arguments], "-n", "7", "--dist", "loadfile")
    # All the others need not even be collected.
    files = [] if any(not word.startswith("-") for word in arguments) else _files_marked_alone()
    exclusive = runs.run(["-m", "alone and not slow", *arguments, *files])
    return runs.verdict({together, exclusive})


def _bring_counterparts() -> None:
    lacking = [package for program, package in PROGRAMS.items() if not which(program, path=_PATH)]
    lacking += [package for file, package in FILES.items() if not any(Path("/").glob(file))]
    lacking += missing_packages({**SOUND_LIBRARIES, **WINDOW_LIBRARIES})
    if sys.platform == "linux" and lacking and not install_packages(lacking, "Tests"):
        print(f"Tests that need these are skipped: {' '.join(lacking)}", file=sys.stderr)


def _files_marked_alone() -> list[str]:
    files = Path(__file__).parent.rglob("test_*.py")
    return sorted(str(file) for file in files if "mark.alone" in file.read_text("utf-8"))


_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin:/usr/local/sbin"

if __name__ == "__main__":
    sys.exit(main())
