"""What happened and what is there as tables: events, outcomes, connections, rules.

A file for each; their fields are named as the trace's JSON names them. Knows no form of text.
"""

from sandbox.analysis.tables.connections import connections_of, conntrack_table
from sandbox.analysis.tables.events import events_table
from sandbox.analysis.tables.outcomes import matrix_table
from sandbox.analysis.tables.rules import asked_rules_table, rules_table

__all__ = [
    "asked_rules_table",
    "connections_of",
    "conntrack_table",
    "events_table",
    "matrix_table",
    "rules_table",
]
