"""Linux: ufw's settings and firewalld's service, readable by everybody; the kernel's rules where they may be read."""

import json
import subprocess
from pathlib import Path
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed

_ROOT = Path("/")
_UFW = "etc/ufw/ufw.conf"
_FIREWALLD = ("sys/fs/cgroup/system.slice/firewalld.service", "sys/fs/cgroup/systemd/system.slice/firewalld.service")
"""systemd keeps the folder while the service runs (cgroups v2 and v1)."""
COMMAND_S = 1.5


def is_on(root: Path = _ROOT) -> bool:
    """Raises OperationFailed `denied` where only the rules would tell, and these are for administrators."""
    if _ufw(root) or any((root / place).exists() for place in _FIREWALLD):
        return True
    return filters(_rules())


def _ufw(root: Path) -> bool:
    try:
        lines = (root / _UFW).read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    return any(line.replace(" ", "").lower() == "enabled=yes" for line in lines)


def _rules() -> str:
    try:
        done = subprocess.run(
            ["nft", "-j", "list", "ruleset"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=COMMAND_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "firewall") from None
    if done.returncode:
        raise OperationFailed(Operation.READ, FailureKind.DENIED, "firewall rules")
    return done.stdout


def filters(text: str) -> bool:
    """Whether a chain at the hook `input` refuses something, by `nft -j list ruleset`. Raises OperationFailed."""
    try:
        told = json.loads(text)["nftables"]
        chains = [one["chain"] for one in told if "chain" in one]
        inward = [chain for chain in chains if chain.get("hook") == "input"]
        return any(chain.get("policy") == "drop" for chain in inward) or any(
            _refuses(one["rule"], chains) for one in told if inward and "rule" in one
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "nft") from error


def _refuses(rule: dict[str, Any], chains: list[dict[str, Any]]) -> bool:
    """A rule that drops or rejects, in a chain that begins at `input` or at no hook, so that others jump to it."""
    own = [c for c in chains if (c["family"], c["table"], c["name"]) == (rule["family"], rule["table"], rule["chain"])]
    reached = any(chain.get("hook") in (None, "input") for chain in own)
    return reached and any({"drop", "reject"} & set(statement) for statement in rule.get("expr", []))
