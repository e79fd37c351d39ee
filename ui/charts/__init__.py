"""Charts of many flows: shares, load, tables. The one door to pyqtgraph, opened with the first chart.

Knows the models and `sandbox.analysis`; every chart has its numbers in words and as CSV beside it.
"""

from ui.charts.panel import ChartsPanel

__all__ = ["ChartsPanel"]
