"""Exchanges and their steps as plain values for JSON: the format of `natwalk trace --json`.

`steps` has one object for each step. All have `step` (the kind), `device`, `connection`, `leg`, `before`
and `after` (the header); each kind adds the fields listed in its function here. Fields are only ever added.
`resources/docs/trace-steps.md` describes every one of them, and a test compares.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from sandbox.conntrack import ConntrackEntry, ConntrackTuple, EntryStatus
from sandbox.net import HEADER_FIELDS, IcmpEcho, Packet, Protocol, SctpChunk, TcpFlags
from sandbox.netfilter import Expression, Rule, RuleRef
from sandbox.topology import Application, HealthServer, Kernel, PodServer, ProxyServer
from sandbox.trace import (
    BalanceStep,
    ConntrackStep,
    DeliverStep,
    DropStep,
    Exchange,
    HookStep,
    LegKind,
    NatStep,
    ReceiveStep,
    RejectStep,
    RouteStep,
    RuleStep,
    SendStep,
    Step,
    TransmitStep,
    WireCrossing,
)

Json: TypeAlias = dict[str, Any]
RuleText: TypeAlias = Callable[[RuleRef, Rule], str]
"""Formats a rule, told where it stands, in its dataplane's own syntax."""

RuleTexts: TypeAlias = Callable[[Exchange], RuleText]
"""How the rules of a path are written, which depends on the family of its packets."""

VERSION = 1
"""The version of the `steps` format: counts up if a field changes its meaning, not where one is added."""


def flow_as_json(name: str, exchanges: Iterable[Exchange], rule_texts: RuleTexts) -> Json:
    """The trace output: a flow's paths."""
    paths = [exchange_as_json(each, rule_texts(each)) for each in exchanges]
    return {"flow": name, "steps_version": VERSION, "paths": paths}


def exchange_as_json(exchange: Exchange, rule_text: RuleText) -> Json:
    """One path of the trace output."""
    found: Json = {
        "probability": float(exchange.probability),
        "verdict": exchange.verdict.value,
        "reason": str(exchange.reason),
        "endpoint": exchange.endpoint,
        "client_address": None if exchange.client_address is None else str(exchange.client_address),
        "headers": dict(exchange.headers),
        "wire": [wire_as_json(crossing) for crossing in exchange.wire],
        "steps": steps_as_json(exchange, rule_text),
    }
    if exchange.status:
        found |= {"status": exchange.status, "body": exchange.body}
    between = [
        {"after": number, "device": each.device, "do": "Expire" if each.expired else "Forget"}
        for number, leg in enumerate(exchange.legs, 1)
        for each in leg.lost
    ]
    return found | {"between": between} if between else found


def wire_as_json(crossing: WireCrossing) -> Json:
    """One crossing of a link."""
    packet = crossing.packet
    found: Json = {
        "connection": crossing.connection,
        "leg": "request" if crossing.leg is LegKind.REQUEST else "reply",
        "from": crossing.sender,
        "to": crossing.receiver,
        "protocol": packet.protocol.value,
        "source": str(packet.source),
        "source_port": packet.source_port,
        "destination": str(packet.destination),
        "destination_port": packet.destination_port,
    }
    if _is_reset(crossing):
        found["reset"] = True
    if packet.echo is not None:
        found["echo"] = _echo(packet.echo, packet.source.version)
    return found


def _is_reset(crossing: WireCrossing) -> bool:
    """Whether it is a TCP reset or an SCTP abort."""
    return bool(crossing.packet.flags & TcpFlags.RST) or crossing.packet.chunk is SctpChunk.ABORT


def steps_as_json(exchange: Exchange, rule_text: RuleText) -> list[Json]:
    """Every step of every leg, in order."""
    return [
        {
            "step": _NAMES[type(step)],
            "device": hop.device,
            "connection": leg.connection,
            "leg": leg.kind.value,
            "before": header_as_json(step.before),
            "after": header_as_json(step.after),
            **_details(step, rule_text),
        }
        for leg in exchange.legs
        for hop in leg.trace.hops
        for step in hop.steps
    ]


def header_as_json(packet: Packet) -> Json:
    """The header fields of a packet, the packet that an ICMP error is about, and SCTP's first chunk."""
    found: Json = {name: _plain(getattr(packet, name)) for name in HEADER_FIELDS}
    if packet.icmp is not None:
        found["icmp"] = {"reason": packet.icmp.reason.value, "about": header_as_json(packet.icmp.original)}
    if packet.echo is not None:
        found["echo"] = _echo(packet.echo, packet.source.version)
    if packet.chunk is not None:
        found["chunk"] = packet.chunk.value
    return found


def _echo(echo: IcmpEcho, version: int) -> Json:
    kind, code = echo.numbers(version)
    return {"type": kind, "code": code, "identifier": echo.identifier, "sequence": echo.sequence}


def _plain(value: object) -> object:
    match value:
        case Protocol():
            return value.value
        case TcpFlags():
            return [flag.name for flag in TcpFlags if flag in value]
        case int():
            return value
        case _:
            return str(value)


_NAMES: dict[type[Step], str] = {
    SendStep: "send",
    ReceiveStep: "receive",
    HookStep: "table",
    RuleStep: "rule",
    ConntrackStep: "conntrack",
    NatStep: "nat",
    RouteStep: "route",
    BalanceStep: "balance",
    TransmitStep: "transmit",
    DeliverStep: "deliver",
    DropStep: "drop",
    RejectStep: "reject",
}


def _details(step: Step, rule_text: RuleText) -> Json:
    match step:
        case SendStep():
            return {}
        case ReceiveStep(interface=interface):
            return {"interface": interface}
        case TransmitStep(interface=interface, peer=peer):
            return {"interface": interface, "to": peer.host, "to_interface": peer.interface}
        case RuleStep():
            return _rule(step, rule_text)
        case HookStep():
            return _table(step)
        case ConntrackStep() | NatStep():
            return _connection(step)
        case RouteStep():
            return _route(step)
        case BalanceStep(target=target, pool=pool, excluded=excluded):
            return {"target": target, "pool": list(pool), "excluded": list(excluded)}
        case DeliverStep(application=application):
            return {"application": _application(application)}
        case DropStep() | RejectStep():
            return _ending(step)


def _rule(step: RuleStep, rule_text: RuleText) -> Json:
    """The rule, and what kept it from matching or else what it came to."""
    verdict = step.target if step.matched else None
    failed = None if step.matched else step.rule.expressions[step.failed]
    return {
        "hook": step.hook.value,
        **_ref(step.ref),
        "depth": step.depth,
        "rule": rule_text(step.ref, step.rule),
        "matched": step.matched,
        "verdict": None if verdict is None else _part(step, verdict, rule_text),
        "failed": None if failed is None else _part(step, failed, rule_text),
        "value": None if failed is None else step.value,
    }


def _part(step: RuleStep, expression: Expression, rule_text: RuleText) -> str:
    """One match or verdict of a rule, as its tool writes it."""
    nowhere = RuleRef(step.ref.table, "", step.ref.number)
    return rule_text(nowhere, Rule((expression,))).removeprefix("-A").strip()


def _table(step: HookStep) -> Json:
    return {
        "hook": step.hook.value,
        "table": step.table,
        "chain": step.chain,
        "rules": step.rules,
        "accepted": step.accepted,
        "fired": _ref_or_none(step.fired),
    }


def _connection(step: ConntrackStep | NatStep) -> Json:
    found: Json = {
        "hook": step.hook.value,
        "direction": step.direction.value,
        "earlier": _entry(step.earlier),
        "entry": _entry(step.entry),
    }
    match step:
        case ConntrackStep(event=event):
            return found | {"event": event.value}
        case NatStep(cause=cause, undone=undone):
            return found | {"undone": undone, "cause": _ref_or_none(cause)}


def _route(step: RouteStep) -> Json:
    return {
        "route": None if step.route is None else str(step.route),
        "next_hop": None if step.next_hop is None else str(step.next_hop),
        "again": step.again,
        "bridged": step.bridged,
    }


def _ending(step: DropStep | RejectStep) -> Json:
    found: Json = {
        "reason": str(step.reason),
        "hook": None if step.hook is None else step.hook.value,
        "cause": _ref_or_none(step.rule),
    }
    if isinstance(step, RejectStep):
        found["answer"] = None if step.answer is None else header_as_json(step.answer)
    return found


def _ref(ref: RuleRef) -> Json:
    return {"table": ref.table, "chain": ref.chain, "number": ref.number}


def _ref_or_none(ref: RuleRef | None) -> Json | None:
    return None if ref is None else _ref(ref)


def _entry(entry: ConntrackEntry | None) -> Json | None:
    if entry is None:
        return None
    return {
        "original": _tuple(entry.original),
        "reply": _tuple(entry.reply),
        "status": [flag.name for flag in EntryStatus if entry.has(flag)],
        "state": entry.state.value,
        "expires_at": entry.expires_at,
        "mark": entry.mark,
    }


def _tuple(tuple_: ConntrackTuple) -> Json:
    source_port, destination_port = tuple_.ports
    found: Json = {
        "protocol": tuple_.protocol.value,
        "source": str(tuple_.source),
        "source_port": source_port,
        "destination": str(tuple_.destination),
        "destination_port": destination_port,
    }
    if tuple_.icmp is not None:
        found["echo"] = dict(zip(("type", "code", "identifier"), tuple_.icmp, strict=True))
    return found


def _application(application: Application | None) -> Json | None:
    match application:
        case None:
            return None
        case PodServer(pod):
            return {"pod": pod}
        case HealthServer(service, status, _):
            return {"health_check": service, "status": status}
        case ProxyServer(service, port):
            return {"proxy": service, "port": port}
        case Kernel(pod):
            return {"kernel": pod}


__all__ = ["VERSION", "exchange_as_json", "flow_as_json", "header_as_json", "steps_as_json", "wire_as_json"]
