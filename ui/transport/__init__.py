"""The transport: the bar that steps and plays, and the lanes that show the whole walk and scrub it.

Takes the simulation and the playhead; knows neither canvas nor panels.
"""

from ui.transport.bar import TransportBar
from ui.transport.branches import BranchesView
from ui.transport.clock import ClockButton
from ui.transport.lanes import LanesView
from ui.transport.next_packet import NextButton
from ui.transport.scale import ScaleSwitch

__all__ = ["BranchesView", "ClockButton", "LanesView", "NextButton", "ScaleSwitch", "TransportBar"]
