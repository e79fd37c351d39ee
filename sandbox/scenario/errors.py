"""What is wrong with an edit."""


class EditError(ValueError):
    """An edit that makes no sense: one sentence that says what is wrong and what would be right."""
