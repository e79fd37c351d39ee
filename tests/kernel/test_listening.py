"""What a listening socket does with a packet that opens no connection: the kernel resets it, so must we."""

import subprocess
import sys

import pytest
from msgspec.structs import replace

from sandbox.chance import ScriptedChooser
from sandbox.engine import Request
from sandbox.engine.exchange import connection_of
from sandbox.engine.paths import resume_connection, send_request
from sandbox.engine.segments import By
from sandbox.net import TcpFlags
from sandbox.scenario.compile import compile_world
from sandbox.trace import Verdict
from tests.fixtures.walks import NODE_PORT, NODES, cluster

pytestmark = pytest.mark.kernel

RST_ON_THE_WIRE = 0x04

PROGRAM = """
import socket, struct, subprocess

def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF

subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
listener = socket.create_server(("127.0.0.1", 8080))
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
raw.settimeout(5)
address = socket.inet_aton("127.0.0.1")
header = struct.pack("!HHIIBBHHH", 40000, 8080, 7, 9, 5 << 4, 0x18, 1024, 0, 0)
pseudo = address + address + struct.pack("!BBH", 0, 6, len(header))
header = header[:16] + struct.pack("!H", checksum(pseudo + header)) + header[18:]
raw.sendto(header, ("127.0.0.1", 0))
while True:
    source, destination, _, _, _, flags = struct.unpack("!HHIIBB", raw.recv(100)[20:34])
    if (source, destination) == (8080, 40000):
        print(flags)
        break
"""
"""Sends one segment with PSH and ACK to a listening socket, and prints the flags of the answer."""


def test_a_listening_socket_resets_what_opens_no_connection() -> None:
    command = ["unshare", "--net", sys.executable, "-c", PROGRAM]
    answered = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert int(answered.stdout) == RST_ON_THE_WIRE
    request = Request("client/c", NODES[1], NODE_PORT)
    opened, _ = send_request(compile_world(cluster()), request, ScriptedChooser())
    connection = connection_of(opened)
    assert connection is not None
    unknown = replace(connection, taken=replace(connection.taken, source_port=1))
    found, _ = resume_connection(compile_world(cluster()), unknown, By.CLIENT, ScriptedChooser())
    assert found.verdict is Verdict.REJECTED
    assert TcpFlags.RST in found.legs[1].trace.packet.flags
