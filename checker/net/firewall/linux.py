"""Linux: ufw's settings and firewalld's service, readable by everybody; the kernel's rules where they may be read."""

import json
from pathlib import Path
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.command import command_output

_ROOT = Path("/")
_UFW = "etc/ufw/ufw.conf"
_FIREWALLD = ("sys/fs/cgroup/system.slice/firewalld.service", "sys/fs/cgroup/systemd/system.slice/firewalld.service")
"""systemd keeps the folder while the service runs (cgroups v2 and v1)."""
COMMAND_S = 1.5


def is_on(root: Path = _ROOT) -> bool:
    """Raises OperationFailed `denied` where only the rules would tell, and these are for administrators."""
    if _is_ufw_on(root) or any((root / folder).exists() for folder in _FIREWALLD):
        return True
    return filters_input(read_ruleset())


def _is_ufw_on(root: Path) -> bool:
    try:
        lines = (root / _UFW).read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    return any(line.replace(" ", "").lower() == "enabled=yes" for line in lines)


def read_ruleset() -> str:
    """The kernel's rules, as nft(8) prints them in JSON. Raises OperationFailed."""
    try:
        return command_output("nft", "-j", "list", "ruleset", timeout_s=COMMAND_S)
    except OperationFailed as failed:
        if failed.failure.kind is FailureKind.BAD_ANSWER:
            raise OperationFailed(Operation.READ, FailureKind.DENIED, "firewall rules") from None
        raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "firewall") from None


def filters_input(text: str) -> bool:
    """Whether a chain at the hook `input` refuses something, by `nft -j list ruleset`. Raises OperationFailed."""
    try:
        entries = json.loads(text)["nftables"]
        chains = [entry["chain"] for entry in entries if "chain" in entry]
        input_chains = [chain for chain in chains if chain.get("hook") == "input"]
        return any(chain.get("policy") == "drop" for chain in input_chains) or any(
            _refuses(entry["rule"], chains) for entry in entries if input_chains and "rule" in entry
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "nft") from error


def _refuses(rule: dict[str, Any], chains: list[dict[str, Any]]) -> bool:
    """A rule that drops or rejects, in a chain that begins at `input` or at no hook, so that others jump to it."""
    rule_chains = [
        candidate
        for candidate in chains
        if (candidate["family"], candidate["table"], candidate["name"])
        == (rule["family"], rule["table"], rule["chain"])
    ]
    reached = any(chain.get("hook") in (None, "input") for chain in rule_chains)
    return reached and any({"drop", "reject"} & set(statement) for statement in rule.get("expr", []))
