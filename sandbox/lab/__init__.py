"""The real-kernel lab: a scenario built out of network namespaces, its traffic really sent and compared.

Touches nothing outside the namespaces that it made; they end with it. Needs root and Linux.
"""
