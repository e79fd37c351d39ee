"""What ends a command early."""


class CommandError(Exception):
    """The command cannot be carried out; `str()` is one line for standard error. The exit status is 2."""
