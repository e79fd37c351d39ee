"""Names and addresses replaced, consistently, so that a scenario can be shown to others.

What decides where packets go stays: ports, types, policies, which selector fits which labels, and which
address lies in which range.
"""

from sandbox.imports.anonymize.scenario import anonymized

__all__ = ["anonymized"]
