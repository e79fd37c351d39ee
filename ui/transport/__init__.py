"""The transport: the bar that steps and plays, and the lanes that show the whole walk and scrub it.

Takes the simulation and the playhead; knows neither canvas nor panels.
"""

from ui.transport.bar import TransportBar
from ui.transport.lanes import LanesView

__all__ = ["LanesView", "TransportBar"]
