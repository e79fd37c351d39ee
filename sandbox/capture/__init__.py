"""Walked connections as a capture: what tcpdump on every link of the cluster would write down.

Every address, port and flag comes out of the walk; sequence numbers, data and times, which a walk has not,
are filled in so that the ends of a connection agree. Knows the document and the engine; writes no file.
"""

from sandbox.capture.frames import Frame, frames_of
from sandbox.capture.links import Link
from sandbox.capture.recording import Sent, capture_bytes, links_of
from sandbox.capture.sending import sent_by_flow, sent_on_show
from sandbox.capture.talk import ProxyVersion

__all__ = [
    "Frame",
    "Link",
    "ProxyVersion",
    "Sent",
    "capture_bytes",
    "frames_of",
    "links_of",
    "sent_by_flow",
    "sent_on_show",
]
