"""The only observable state of the window, and item models over frozen values.

`Document` holds the scenario and its file, `Selection` what is selected, `Simulation` the paths of the flow
that is walked, `Playhead` the place in the walk. Canvas, panels and transport meet here. Nothing here
paints, and nothing here computes networking: it asks `sandbox`.
"""

from ui.models.document import Document
from ui.models.selection import Selection
from ui.models.simulation import Simulation

__all__ = ["Document", "Selection", "Simulation"]
