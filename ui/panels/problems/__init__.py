"""What the scenario's check has to say: a list with a jump to each object and, where there is one, a fix."""

from ui.panels.problems.finder import Problems

__all__ = ["Problems"]
