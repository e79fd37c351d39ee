"""What refuses a packet, as the kernel sends it."""

import pytest

from sandbox.engine.answers import reset
from sandbox.net import Packet, Protocol, TcpFlags, parse_address

HERE, THERE = parse_address("10.0.0.1"), parse_address("10.0.0.2")


@pytest.mark.parametrize(
    ("refused", "answer"),
    [
        (TcpFlags.SYN, TcpFlags.RST | TcpFlags.ACK),
        (TcpFlags.SYN | TcpFlags.ACK, TcpFlags.RST),
        (TcpFlags.PSH | TcpFlags.ACK, TcpFlags.RST),
    ],
)
def test_a_reset_acknowledges_only_what_acknowledged_nothing(refused: TcpFlags, answer: TcpFlags) -> None:
    found = reset(Packet(Protocol.TCP, HERE, 40000, THERE, 80, refused))
    assert (found.source, found.source_port, found.flags) == (THERE, 80, answer)
