"""How rules are written."""

from functools import partial
from typing import TYPE_CHECKING

from sandbox.net import Family, family_of
from sandbox.netfilter.text import command_text
from sandbox.trace import Exchange

if TYPE_CHECKING:
    from sandbox.formats.trace_json import RuleText


def rule_text_of(exchange: Exchange) -> "RuleText":
    """How the rules of a path are written, which depends on the family of its packets."""
    family = family_of(exchange.legs[0].trace.packet.source) if exchange.legs else Family.IPV4
    return partial(command_text, family=family)
