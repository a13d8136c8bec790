"""What passes between the program and the child process that runs a proxy script: JSON, one message a line.

The child is not believed: its messages are strict and short.
"""

from typing import Annotated, Literal

import msgspec

from checker.model.record import Record

MAX_HOST = 255
"""Characters of a name that is looked up (RFC 1035, 2.3.4)."""
MAX_RESULT = 10_000
"""Characters of what a script returns: some hundred proxies."""
MAX_LINE = 100_000
"""Bytes of a message from the child."""

LookupFunction = Literal["dnsResolve", "dnsResolveEx", "myIpAddress", "myIpAddressEx"]
ScriptFault = Literal["error", "result", "memory", "engine"]


class RunScript(Record, frozen=True, kw_only=True, tag="run"):
    """To the child: the script, and the two arguments of FindProxyForURL."""

    script: str
    url: str
    host: str


class LookupAnswer(Record, frozen=True, kw_only=True, tag="answer"):
    """To the child: what the function returns."""

    value: str | None


class Started(Record, frozen=True, kw_only=True, tag="started"):
    """From the child: the engine is there, the time of the script begins."""


class Lookup(Record, frozen=True, kw_only=True, tag="lookup"):
    """From the child: the script calls a function that asks the network or the routing table."""

    function: LookupFunction
    host: Annotated[str, msgspec.Meta(max_length=MAX_HOST)]


class ScriptResult(Record, frozen=True, kw_only=True, tag="result"):
    """From the child: the text that FindProxyForURL returned; None for undefined and null."""

    text: Annotated[str, msgspec.Meta(max_length=MAX_RESULT)] | None


class ScriptFailed(Record, frozen=True, kw_only=True, tag="failed"):
    """From the child: it threw something, returned no text, used up its memory; or there is no engine here.

    Never the words of the script's error: they can hold anything.
    """

    fault: ScriptFault


ToChild = RunScript | LookupAnswer
FromChild = Started | Lookup | ScriptResult | ScriptFailed
