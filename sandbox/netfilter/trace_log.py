"""Logs of which rules packets really met: `nft monitor trace`, `xtables-monitor --trace`, the kernel's own.

The kernel's log has a line `TRACE: nat:KUBE-SERVICES:rule:3 IN=…` for each, with no number of the packet;
there the IP header's identification and TCP's sequence number tell packets apart.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec

from sandbox.net import IPAddress, parse_address
from sandbox.net.words import hidden_in


class LogTextError(ValueError):
    """A text in which no packet is traced; one sentence."""


class LoggedPacket(msgspec.Struct, frozen=True):
    """A packet's header as a log has it; what the log does not say is None, 0 or empty."""

    source: IPAddress | None = None
    destination: IPAddress | None = None
    source_port: int = 0
    destination_port: int = 0
    in_interface: str = ""
    out_interface: str = ""


class LoggedStep(msgspec.Struct, frozen=True):
    """A rule that a packet matched, or a policy that it met.

    `line` counts from 1. `table` has its family before it, as in `ip nat`. `text` is the rule's, as the tool
    has it; `number` is its place in the chain, 0 where the log does not say. `verdict` is nft's word for it,
    such as `jump KUBE-SERVICES`, empty where the log does not say.
    """

    line: int
    packet: str
    table: str
    chain: str
    header: LoggedPacket
    text: str = ""
    number: int = 0
    verdict: str = ""
    is_policy: bool = False


_BEGINNING = 20_000
"""Characters in which a log shows what it is."""
_NFT = re.compile(
    r"^trace id (?P<id>[0-9a-f]+) (?P<family>\S+) (?P<table>\S+) (?P<chain>\S+) "
    r"(?:packet: (?P<packet>.*)|rule (?P<rule>.*?) ?\(verdict (?P<verdict>[^)]{0,500})\)"
    r"|policy (?P<policy>\S+).*)$"
)
_PACKET = re.compile(r"^PACKET: (?P<family>\d+) (?P<id>[0-9a-f]+) (?P<fields>.*)$")
_XTABLES = re.compile(
    r"^ ?TRACE: (?P<family>\d+) (?P<id>[0-9a-f]+) (?P<table>[^:]+):(?P<chain>[^:]+):"
    r"(?:rule:0x[0-9a-f]+:(?P<verdict>[A-Z]+(?::\S+)?)\s+-[46] -t \S+ (?P<rule>-A .*)|policy:(?P<policy>\S+))"
    r"\s*$"
)
_KERNEL = re.compile(
    r"\bTRACE: (?P<table>[a-z]{1,32}):(?P<chain>\S{1,64}?):(?P<kind>rule|policy):(?P<number>[0-9]{1,9}) "
    r"(?P<fields>IN=.*)$"
)
_PORT = re.compile(r"[0-9]{1,5}")
_FAMILIES = {"2": "ip", "10": "ip6"}
_ASSIGNMENT = re.compile(r"\b([A-Z]+)=(\S*)")
_NFT_FIELDS: Mapping[str, re.Pattern[str]] = {
    "SRC": re.compile(r"\bip6? saddr (\S+)"),
    "DST": re.compile(r"\bip6? daddr (\S+)"),
    "SPORT": re.compile(r"\b(?:tcp|udp|sctp|th) sport (\d+)"),
    "DPORT": re.compile(r"\b(?:tcp|udp|sctp|th) dport (\d+)"),
    "IN": re.compile(r'\biif(?:name)? "([^"]*)"'),
    "OUT": re.compile(r'\boif(?:name)? "([^"]*)"'),
}


def read_trace_log(text: str) -> tuple[LoggedStep, ...]:
    """The rules and policies in a log, in its order. Raises LogTextError if it traces no packet."""
    _refuse_hidden(text)
    steps = tuple(_Reader().steps(text))
    if not steps:
        commands = (
            "nft monitor trace, xtables-monitor --trace, or the kernel's lines TRACE: nat:PREROUTING:rule:1 …"
        )
        raise LogTextError(f"no packet is traced here; a trace log comes from {commands}")
    return steps


def _refuse_hidden(text: str) -> None:
    for number, line in enumerate(() if text.isascii() else text.splitlines(), 1):
        if found := hidden_in(line):
            raise LogTextError(f"line {number}: {found} stands in no such log and turns text around")


def is_trace_log(text: str) -> bool:
    """Whether a text looks like one of these logs, by its beginning."""
    patterns = (_NFT, _PACKET, _XTABLES, _KERNEL)
    lines = text[:_BEGINNING].splitlines()
    return any(pattern.search(line) for line in lines for pattern in patterns)


class _Reader:
    """Reads line by line and remembers each packet's latest header."""

    def __init__(self) -> None:
        self._headers: dict[str, LoggedPacket] = {}

    def steps(self, text: str) -> Iterator[LoggedStep]:
        """Every rule and policy."""
        for number, line in enumerate(text.splitlines(), 1):
            for pattern, read in ((_NFT, self._nft), (_XTABLES, self._xtables), (_KERNEL, self._kernel)):
                found = pattern.search(line)
                if found is not None:
                    step = read(number, found)
                    if step is not None:
                        yield step
                    break
            else:
                self._note_packet(line)

    def _nft(self, line: int, found: re.Match[str]) -> LoggedStep | None:
        if found["packet"] is not None:
            said = {
                name: match[1]
                for name, each in _NFT_FIELDS.items()
                if (match := each.search(found["packet"]))
            }
            self._headers[found["id"]] = _header(said)
            return None
        return LoggedStep(
            line,
            found["id"],
            f"{found['family']} {found['table']}",
            found["chain"],
            self._headers.get(found["id"], LoggedPacket()),
            (found["rule"] or "").strip(),
            verdict=found["verdict"] or found["policy"],
            is_policy=found["policy"] is not None,
        )

    def _xtables(self, line: int, found: re.Match[str]) -> LoggedStep:
        word, _, chain = (found["verdict"] or found["policy"]).partition(":")
        return LoggedStep(
            line,
            found["id"],
            f"{_FAMILIES.get(found['family'], 'ip')} {found['table']}",
            found["chain"],
            self._headers.get(found["id"], LoggedPacket()),
            found["rule"] or "",
            verdict=f"{word.lower()} {chain}".strip(),
            is_policy=found["policy"] is not None,
        )

    def _kernel(self, line: int, found: re.Match[str]) -> LoggedStep:
        said = dict(_ASSIGNMENT.findall(found["fields"]))
        header = _header({**said, "SPORT": said.get("SPT", ""), "DPORT": said.get("DPT", "")})
        family = "ip6" if header.source is not None and header.source.version == 6 else "ip"
        packet = f"{said.get('ID', '')} {said.get('SEQ', '')}"
        return LoggedStep(
            line,
            packet,
            f"{family} {found['table']}",
            found["chain"],
            header,
            number=int(found["number"]),
            is_policy=found["kind"] == "policy",
        )

    def _note_packet(self, line: str) -> None:
        found = _PACKET.match(line)
        if found is not None:
            self._headers[found["id"]] = _header(dict(_ASSIGNMENT.findall(found["fields"])))


def _header(said: Mapping[str, str]) -> LoggedPacket:
    return LoggedPacket(
        _address(said.get("SRC", "")),
        _address(said.get("DST", "")),
        _port(said.get("SPORT", "")),
        _port(said.get("DPORT", "")),
        said.get("IN", ""),
        said.get("OUT", ""),
    )


def _port(text: str) -> int:
    """The number, 0 for what is none."""
    return int(text) if _PORT.fullmatch(text) else 0


def _address(text: str) -> IPAddress | None:
    try:
        return parse_address(text)
    except ValueError:
        return None
