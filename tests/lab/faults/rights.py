"""How the lab is started where it may be built: as root, or in a user namespace of one's own."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.lab.root import is_root

_OWN = """
set -e
mount -t tmpfs none /run
mkdir -p /run/netns /run/wireguard /run/etc
cp -r --no-preserve=ownership /etc/. /run/etc 2>/dev/null || true
mkdir -p /run/etc/netns
mount --bind /run/etc /etc
exec "$@"
"""
"""ip(8) keeps namespaces under /run and their resolv.conf under /etc: both become this namespace's own."""
_TRY = "ip netns add lab-try && ip netns exec lab-try nft add table ip t && : <>/dev/net/tun"


def prefix() -> list[str]:
    """What stands before a command that builds the lab; nothing for root."""
    if is_root():
        return []
    return ["unshare", "--map-root-user", "--net", "--mount", "sh", "-c", _OWN, "sh"]


def why_not() -> str:
    """Why no lab can be built here, as the rest of a sentence; empty where one can."""
    if not hasattr(os, "geteuid"):
        return "needs Linux"
    if is_root():
        return ""
    if not shutil.which("unshare") or not Path("/dev/net/tun").exists():
        return "needs root, or unshare and /dev/net/tun"
    completed = subprocess.run([*prefix(), "sh", "-c", _TRY], capture_output=True, check=False, timeout=20)
    return "needs root, or user namespaces and a /dev/net/tun for everyone" if completed.returncode else ""
