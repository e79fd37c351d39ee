"""What can be wrong with nftables text.

ValueError
└── NftMistakeError    somewhere in a statement
    └── NftTextError     in a line whose number is known
"""

from sandbox.net.words import one_line


class NftMistakeError(ValueError):
    """Something that nft would not take; its text says what would be right."""


class NftTextError(NftMistakeError):
    """What is wrong in `line`, counted from 1, and what would be right."""

    def __init__(self, line: int, mistake: str) -> None:
        super().__init__(one_line(f"line {line}: {mistake}"))
        self.line = line
        self.mistake = mistake
