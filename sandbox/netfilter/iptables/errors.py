"""What can be wrong with rules text.

ValueError
└── MistakeError       somewhere in a line
    └── RulesTextError   in a line whose number is known
"""

from sandbox.net.words import one_line


class MistakeError(ValueError):
    """Something that is no rule; its text says what would be."""


def no_chain(table: str, chain: str) -> MistakeError:
    """The mistake of naming a chain that the table does not have."""
    return MistakeError(f"table {table} has no chain {chain}; declare it before this line: :{chain} - [0:0]")


class RulesTextError(MistakeError):
    """What is wrong in `line`, counted from 1, and what would be right."""

    def __init__(self, line: int, mistake: str) -> None:
        super().__init__(one_line(f"line {line}: {mistake}"))
        self.line = line
        self.mistake = mistake
