"""Exit statuses."""

OK = 0
DIFFERENT = 1
"""Something is not as it should be: a check's error, an expectation that did not come true."""
UNUSABLE = 2
"""The command cannot be carried out; one line on standard error says why."""
INTERRUPTED = 130
"""The person pressed Ctrl-C, as shells count it."""
