"""What the lab says when it cannot go on."""


class LabError(Exception):
    """The lab cannot be built or used here; the message is one sentence that says why."""
