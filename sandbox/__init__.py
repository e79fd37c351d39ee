"""The engine: Kubernetes Service networking as pure values and functions, without Qt.

Only its edges, `formats`, `lab` and `cli`, touch files, clocks, processes and sockets.
"""
