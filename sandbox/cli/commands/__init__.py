"""One module for each command: `run(arguments)` does it and returns the exit status.

Only the one that is asked for is imported: starting takes longer than most of them run.
"""
