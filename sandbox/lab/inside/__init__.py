"""What runs inside the namespaces: one process each, with its servers, its client and its capture.

Knows sockets and frames; nothing of Kubernetes, rules or predictions. `python -m sandbox.lab.inside` is the
parent of them all.
"""
