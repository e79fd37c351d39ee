"""What a flow is expected to come to, compared with what it comes to."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec

from sandbox.analysis.flows import flow_paths
from sandbox.scenario import Expectation, Flow, Scenario
from sandbox.trace import Exchange

TOLERANCE = Fraction(1, 1_000_000)
"""How far a probability may be from the one that is expected: files state decimals, rules have kernel
fractions.
"""


class Difference(msgspec.Struct, frozen=True):
    """One expectation of a flow that does not hold; `text` is one sentence."""

    flow: str
    text: str

    def __str__(self) -> str:
        return f"{self.flow}: {self.text}"


def differences(scenario: Scenario, flow: Flow) -> Iterator[Difference]:
    """Where the paths of `flow` are not what it expects: every path must match an entry, every entry a path.

    An entry's probability is that of all paths which match it together. Raises FlowError if the flow cannot
    be sent.
    """
    exchanges = flow_paths(scenario, flow)
    name = flow.metadata.name
    groups = _groups(exchanges, flow.expect)
    for exchange in exchanges:
        if not any(exchange in group for group in groups):
            yield Difference(name, f"no entry expects the path {_path_text(exchange)}")
    for number, (expected, group) in enumerate(zip(flow.expect, groups, strict=True), start=1):
        if not group:
            yield Difference(name, f"no path is what entry {number} expects: {_entry_text(expected)}")
        elif expected.probability is not None:
            got = sum((each.probability for each in group), Fraction(0))
            if abs(got - expected.probability) > TOLERANCE:
                expects = float(expected.probability)
                yield Difference(
                    name, f"entry {number} expects probability {expects:.6g}, got {float(got):.6g}"
                )


def _groups(exchanges: Sequence[Exchange], entries: Sequence[Expectation]) -> list[list[Exchange]]:
    """For each entry the paths that it stands for; a path goes to the first entry that it matches."""
    groups: list[list[Exchange]] = [[] for _ in entries]
    for exchange in exchanges:
        for entry, group in zip(entries, groups, strict=True):
            if _matches(entry, exchange):
                group.append(exchange)
                break
    return groups


def _matches(expected: Expectation, exchange: Exchange) -> bool:
    return (
        (expected.verdict is None or expected.verdict == exchange.verdict.value)
        and _field(expected.client_address, expected.client_address_is_null, exchange.client_address)
        and _field(expected.endpoint, expected.endpoint_is_null, exchange.endpoint)
        and (expected.headers is None or dict(expected.headers) == dict(exchange.headers))
    )


def _field(expected: str | None, null: bool, got: object) -> bool:
    if null:
        return got is None
    return expected is None or expected == str(got)


def _path_text(exchange: Exchange) -> str:
    seen = f"clientAddress {exchange.client_address or 'null'}, endpoint {exchange.endpoint or 'null'}"
    return f"{exchange.verdict.value} with {seen}, probability {float(exchange.probability):.6g}"


def _entry_text(expected: Expectation) -> str:
    parts = {
        "verdict": expected.verdict,
        "clientAddress": "null" if expected.client_address_is_null else expected.client_address,
        "endpoint": "null" if expected.endpoint_is_null else expected.endpoint,
        "headers": None if expected.headers is None else dict(expected.headers),
    }
    return ", ".join(f"{name} {value}" for name, value in parts.items() if value is not None) or "anything"
