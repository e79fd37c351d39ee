"""The real-kernel lab: a scenario built out of network namespaces, its traffic really sent and compared.

Touches nothing outside the namespaces that it made; they end with it. Needs root and Linux.
"""

from sandbox.lab.build import Lab, missing
from sandbox.lab.compare import ExpectedPath, expected_paths
from sandbox.lab.crossings import Crossing
from sandbox.lab.errors import LabError
from sandbox.lab.observe import Observation, Observer, Sending
from sandbox.lab.report import FlowReport, LabReport, PathReport, compare, render, run_lab
from sandbox.lab.trials import Case, Stranger

__all__ = [
    "Case",
    "Crossing",
    "ExpectedPath",
    "FlowReport",
    "Lab",
    "LabError",
    "LabReport",
    "Observation",
    "Observer",
    "PathReport",
    "Sending",
    "Stranger",
    "compare",
    "expected_paths",
    "missing",
    "render",
    "run_lab",
]
