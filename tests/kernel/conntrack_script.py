"""Runs in a network namespace of its own: real packets over lo, and what the kernel says of them after each.

Started by `test_conntrack` as `unshare --net python conntrack_script.py STORY`; prints one line of JSON.
"""

import contextlib
import json
import re
import socket
import subprocess
import sys
import time

PORT = 7000
Row = dict[str, object]


def run(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=10)
    return done.stdout


def rows() -> list[Row]:
    """The entries of the table, without those of other protocols."""
    return [_row(line) for line in run("conntrack", "-L").splitlines() if line.startswith(("tcp", "udp"))]


def _row(line: str) -> Row:
    words = line.split()
    state = words[3] if words[0] == "tcp" else "NONE"
    ports = [int(each) for each in re.findall(r"dport=(\d+)", line)]
    return {
        "state": state,
        "timeout": int(words[2]),
        "assured": "[ASSURED]" in line,
        "replied": "[UNREPLIED]" not in line,
        "reply_port": ports[1],
        "reply_address": re.findall(r"dst=(\S+)", line)[1],
    }


def listening() -> socket.socket:
    server = socket.socket()
    server.bind(("127.0.0.1", PORT))
    server.listen()
    return server


def refused() -> list[list[Row]]:
    with contextlib.suppress(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", PORT), 5)
    return [rows()]


def whole_connection() -> list[list[Row]]:
    server = listening()
    client = socket.create_connection(("127.0.0.1", PORT), 5)
    found = [rows()]
    run("iptables", "-I", "INPUT", "-p", "tcp", "--dport", str(PORT), "-j", "DROP")
    client.send(b"x")
    found.append(rows())
    run("iptables", "-D", "INPUT", "-p", "tcp", "--dport", str(PORT), "-j", "DROP")
    server.close()
    return found


def picked_up() -> list[list[Row]]:
    server = listening()
    client = socket.create_connection(("127.0.0.1", PORT), 5)
    other, _ = server.accept()
    run("conntrack", "-D", "-p", "tcp")
    found = []
    for _ in range(2):
        client.send(b"x")
        other.recv(1)
        time.sleep(0.3)
        found.append(rows())
    return found


def repeated_syn() -> list[list[Row]]:
    run("iptables", "-I", "INPUT", "-p", "tcp", "--dport", str(PORT), "-j", "DROP")
    client = socket.socket()
    client.settimeout(2.5)
    with contextlib.suppress(TimeoutError):
        client.connect(("127.0.0.1", PORT))
    return [rows()]


def udp_stream() -> list[list[Row]]:
    server, client = (socket.socket(type=socket.SOCK_DGRAM) for _ in range(2))
    server.bind(("127.0.0.1", PORT))
    client.connect(("127.0.0.1", PORT))
    found = []
    for pause in (0.0, 0.0, 2.2):
        time.sleep(pause)
        client.send(b"x")
        found.append(rows())
        server.sendto(b"x", server.recvfrom(1)[1])
        client.recv(1)
    return found


def same_source() -> list[list[Row]]:
    """One socket to two servers under SNAT, where another connection has the first's port already."""
    run(
        "iptables",
        "-t",
        "nat",
        "-A",
        "POSTROUTING",
        "-s",
        "127.0.0.1",
        "-j",
        "SNAT",
        "--to-source",
        "127.0.0.9",
    )
    for source, destination in (
        ("127.0.0.9", "127.0.0.2"),
        ("127.0.0.1", "127.0.0.2"),
        ("127.0.0.1", "127.0.0.3"),
    ):
        client = socket.socket(type=socket.SOCK_DGRAM)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        client.bind((source, PORT))
        client.sendto(b"x", (destination, PORT))
        client.close()
    return [[_row(line) for line in run("conntrack", "-L", "-p", "udp", "-s", "127.0.0.1").splitlines()]]


def masqueraded() -> socket.socket:
    """A flow that leaves by `first`, one of two devices that masquerade."""
    for number, name in enumerate(("first", "second"), 1):
        run("ip", "link", "add", "name", name, "type", "bridge")
        run("ip", "addr", "add", f"10.{number}.0.1/24", "dev", name)
        run("ip", "link", "set", name, "up")
        run("iptables", "-t", "nat", "-A", "POSTROUTING", "-o", name, "-j", "MASQUERADE")
    run("ip", "addr", "add", "10.9.0.1/32", "dev", "lo")
    run("ip", "route", "add", "192.0.2.0/24", "dev", "first")
    client = socket.socket(type=socket.SOCK_DGRAM)
    client.bind(("10.9.0.1", PORT))
    client.sendto(b"x", ("192.0.2.1", PORT))
    return client


def another_way() -> list[list[Row]]:
    """The route changes to the other device: before, after the first packet by it, after the second."""
    client = masqueraded()
    found = [rows()]
    run("ip", "route", "replace", "192.0.2.0/24", "dev", "second")
    with contextlib.suppress(PermissionError):  # which the sender gets for a packet that is dropped
        client.sendto(b"x", ("192.0.2.1", PORT))
        found.append([{"error": "the packet got through"}])
    found.append(rows())
    client.sendto(b"x", ("192.0.2.1", PORT))
    return [*found, rows()]


def lost_address() -> list[list[Row]]:
    """The address goes away that connections were masqueraded with."""
    masqueraded()
    found = [rows()]
    run("ip", "addr", "del", "10.1.0.1/24", "dev", "first")
    for _ in range(50):
        if not rows():
            break
        time.sleep(0.1)
    return [*found, rows()]


STORIES = {
    each.__name__: each
    for each in (
        another_way,
        lost_address,
        refused,
        whole_connection,
        picked_up,
        repeated_syn,
        udp_stream,
        same_source,
    )
}

if __name__ == "__main__":
    run("ip", "link", "set", "lo", "up")
    run("iptables", "-A", "FORWARD", "-m", "conntrack", "--ctstate", "NEW")
    print(json.dumps(STORIES[sys.argv[1]]()))
