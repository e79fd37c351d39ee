"""Randomness made explicit: choices with exact weights, who makes them, and all of them in turn.

A *choice* changes the path of a packet (which endpoint, which node) and can be enumerated. A *draw* (a source
port) is random but never branched on. Nothing here knows packets or rules.
"""

from sandbox.chance.choice import (
    Choice,
    Chooser,
    ScriptedChooser,
    SeededChooser,
    Weights,
    enumerate_choices,
    probability_of,
    probability_text,
)

__all__ = [
    "Choice",
    "Chooser",
    "ScriptedChooser",
    "SeededChooser",
    "Weights",
    "enumerate_choices",
    "probability_of",
    "probability_text",
]
