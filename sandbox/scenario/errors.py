"""What is wrong with an edit."""


class EditError(ValueError):
    """An edit that makes no sense: one sentence that says what is wrong and what would be right."""

    def __str__(self) -> str:
        """The sentence, with what it was made of."""
        sentence: str = self.args[0]
        return sentence
