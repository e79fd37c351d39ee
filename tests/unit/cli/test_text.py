"""Paths as text for a terminal."""

from fractions import Fraction
from ipaddress import ip_address

import pytest

from sandbox.analysis import flow_paths
from sandbox.chance import probability_text
from sandbox.cli.rule_text import rule_text_of
from sandbox.cli.text import ASCII_LOOK, Look, header_line, look_for, path_lines
from sandbox.formats import loads
from sandbox.trace import Exchange, Verdict
from tests.unit.cli.scenario import DEMO

SCENARIO = loads(DEMO, "demo.yaml").scenario
PATHS = tuple(flow_paths(SCENARIO, SCENARIO.flows[0]))


def lines(exchange: Exchange, look: Look) -> list[str]:
    return list(path_lines(exchange, "path 1 of 2", look, rule_text_of(exchange)))


def test_the_header_line_says_what_came_of_the_path() -> None:
    assert header_line(PATHS[0], "path 1 of 2", Look()) == (
        "path 1 of 2 · probability 1/2 · replied · endpoint default/app-1 · client_address=10.240.0.4"
    )


def test_the_header_line_has_headers_status_and_reason() -> None:
    exchange = Exchange(
        (),
        Verdict.DELIVERED,
        Fraction(1),
        "the reply is lost",
        client_address=ip_address("10.0.0.1"),
        headers=(("X-Forwarded-For", "198.51.100.79"),),
        status=200,
    )
    assert header_line(exchange, "one path", ASCII_LOOK) == (
        "one path - probability 1 - delivered - client_address=10.0.0.1 - X-Forwarded-For: 198.51.100.79"
        " - HTTP 200 - the reply is lost"
    )


def test_a_line_for_each_crossing_with_what_was_rewritten() -> None:
    port = next(crossing.packet.source_port for crossing in PATHS[0].wire if crossing.sender == "node/node2")
    crossings = [
        line.strip() for line in lines(PATHS[0], Look()) if line.startswith("    ") and line[4] != " "
    ]
    assert crossings == [
        "client/laptop → node/node2   TCP 198.51.100.79:40000 > 10.240.0.4:31380",
        f"node/node2 → node/node1   TCP 10.240.0.4:{port} > 10.180.0.7:8080"
        "   ⇄ source, source port, destination, destination port",
        f"node/node1 → pod/default/app-1   TCP 10.240.0.4:{port} > 10.180.0.7:8080",
        f"pod/default/app-1 → node/node1   TCP 10.180.0.7:8080 > 10.240.0.4:{port}",
        f"node/node1 → node/node2   TCP 10.180.0.7:8080 > 10.240.0.4:{port}",
        "node/node2 → client/laptop   TCP 10.240.0.4:31380 > 198.51.100.79:40000"
        "   ⇄ source, source port, destination, destination port",
    ]


def test_rules_and_rewritings_stand_under_the_device() -> None:
    text = "\n".join(lines(PATHS[0], Look()))
    assert "      nat PREROUTING: -A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000\n" in text
    assert "      ⇄ destination 10.240.0.4:31380 → 10.180.0.7:8080\n" in text


def test_plain_terminals_get_ascii_and_no_colour() -> None:
    text = "\n".join(lines(PATHS[0], look_for("ascii", colour=False)))
    assert text.isascii()
    assert "\x1b" not in text
    assert "<-> destination 10.240.0.4:31380 -> 10.180.0.7:8080" in text


def test_colours_only_where_they_are_wanted() -> None:
    assert "\x1b[32mreplied\x1b[0m" in lines(PATHS[0], look_for("utf-8", colour=True))[0]


@pytest.mark.parametrize(
    ("encoding", "arrow"), [("utf-8", "→"), ("latin-1", "->"), (None, "->"), ("no-such", "->")]
)
def test_the_look_follows_the_encoding(encoding: str | None, arrow: str) -> None:
    assert look_for(encoding, colour=False).arrow == arrow


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (Fraction(1), "1"),
        (Fraction(1, 3), "1/3"),
        (Fraction(715827883, 2**31), "1/3"),
        (Fraction(123456, 10**6), "0.123456"),
    ],
)
def test_probabilities(probability: Fraction, text: str) -> None:
    assert probability_text(probability) == text
