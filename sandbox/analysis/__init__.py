"""Long questions about a scenario: whether every flow's expectations hold, and what all senders see.

Knows the document and the engine; prints nothing.
"""

from sandbox.analysis.expectations import differences
from sandbox.analysis.flows import flow_paths, flow_requests

__all__ = ["differences", "flow_paths", "flow_requests"]
