"""The answers to long questions: the outcome matrix, the tree of paths, the twin walk.

Knows the models and `sandbox.analysis`; what it shows is computed there, away from the window's thread.
"""
