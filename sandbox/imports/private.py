"""Whether a file that opens as it is holds what an import would leave out and nobody would want to share."""

MARKS = (
    "\n      env:\n",
    "\n    - env:\n",
    '"env":',
    "managedFields:",
    '"managedFields":',
    "kubectl.kubernetes.io/last-applied-configuration",
)
"""How the lines begin, as kubectl prints them, of variables and of what tools remember of an object."""


def holds_private_fields(text: str) -> bool:
    """Whether environment variables, or copies that tools keep of an object, seem to be in the text.

    A search for words, which costs a large dump next to nothing.
    """
    return any(mark in text for mark in MARKS)
