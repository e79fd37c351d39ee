"""The kernel's list of sockets: only what waits for the rest of its handshake."""

from sandbox.lab.inside.messages import HalfOpen
from sandbox.lab.inside.sockets import half_open_in

TCP = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:2810 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1
   1: 0100F00A:2810 4F6433C6:81E8 03 00000000:00000000 01:00000050 00000000     0        0 0
"""

TCP6 = """\
  sl  local_address                         remote_address                        st tx_queue rx_queue
   0: 000000FD000000000000000001000000:0050 B80D0120000000000000000002000000:9C40 03 00000000:00000000
"""


def test_an_ipv4_connection() -> None:
    assert list(half_open_in(TCP)) == [HalfOpen("10.240.0.1", 10256, "198.51.100.79", 33256)]


def test_an_ipv6_connection() -> None:
    assert list(half_open_in(TCP6)) == [HalfOpen("fd00::1", 80, "2001:db8::2", 40000)]
