"""The command line: thin, parses arguments and prints what the engine says.

May know everything below it; nothing knows it. Each command imports what it needs when it runs, and none
but the one that opens the window imports Qt.
"""
