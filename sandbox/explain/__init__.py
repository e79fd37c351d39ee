"""Steps in plain words: what happened, why, what comes next, and where its cause and its undoing are.

Every sentence is made from the data of the steps; nothing here knows a scenario. Knows no Qt.
"""

from sandbox.explain.causes import Jump, cause_of, undone_at
from sandbox.explain.names import label_of
from sandbox.explain.next import next_sentence
from sandbox.explain.rules import RuleLine, chain_path, fired_rule, rule_lines, rule_text
from sandbox.explain.summary import Outcome, outcome, path_line, summary
from sandbox.explain.why import headline, sentence

__all__ = [
    "Jump",
    "Outcome",
    "RuleLine",
    "cause_of",
    "chain_path",
    "fired_rule",
    "headline",
    "label_of",
    "next_sentence",
    "outcome",
    "path_line",
    "rule_lines",
    "rule_text",
    "sentence",
    "summary",
    "undone_at",
]
