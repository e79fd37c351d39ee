"""The arguments of the commands: of those that ask, of those that take in, and of those that write.

Imported by every command, so nothing here may import what a command needs.
"""
