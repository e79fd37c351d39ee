"""Runs in a network namespace of its own: packets as they are, over lo, and what the kernel says of the last.

Started by `test_protocol_states` as `unshare --net python raw_packets_script.py`; reads and prints JSON.
"""

import json
import socket
import subprocess
import sys


def run(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=10)
    return done.stdout


def set_sysctls(sysctls: dict[str, str]) -> None:
    for name, value in sysctls.items():
        with open(f"/proc/sys/{name.replace('.', '/')}", "w") as setting:
            setting.write(value)


def send(packet: str) -> None:
    data = bytes.fromhex(packet)
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW) as raw:
        raw.sendto(data, (socket.inet_ntoa(data[16:20]), 0))


def counted() -> int:
    """How many packets were INVALID so far."""
    rule = run("iptables", "-nvxL", "OUTPUT").splitlines()[2]
    return int(rule.split()[0])


def verdict(packets: list[str], before: dict[str, str], after: dict[str, str]) -> dict[str, object]:
    """What the last packet made of the table; the settings change just before it."""
    subprocess.run(("conntrack", "-F"), capture_output=True, check=True)
    set_sysctls(before)
    for each in packets[:-1]:
        send(each)
    set_sysctls(after)
    earlier = counted()
    send(packets[-1])
    return {
        "invalid": counted() > earlier,
        "rows": [_row(line) for line in run("conntrack", "-L").splitlines()],
    }


def _row(line: str) -> dict[str, object]:
    words = line.split()
    return {
        "state": "NONE" if "=" in words[3] else words[3],
        "timeout": int(words[2]),
        "assured": "[ASSURED]" in line,
        "replied": "[UNREPLIED]" not in line,
    }


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    run("ip", "link", "set", "lo", "up")
    run("iptables", "-A", "OUTPUT", "-m", "conntrack", "--ctstate", "INVALID")
    run("iptables", "-A", "INPUT", "-j", "DROP")
    print(json.dumps([verdict(each, asked["before"], asked["after"]) for each in asked["stories"]]))
