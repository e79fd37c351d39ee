"""What keeps a flow from being sent, or a world from being made."""

from sandbox.kube import ObjectKey


class FlowError(ValueError):
    """A flow that cannot be sent; the message is one sentence that says what would be right.

    `path` leads to the field that is wrong, in the flow or in the object with the key `owner`.
    """

    def __init__(self, message: str, path: tuple[str, ...] = (), owner: ObjectKey | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.owner = owner

    def __str__(self) -> str:
        """The sentence, with what it was made of."""
        sentence: str = self.args[0]
        return sentence
