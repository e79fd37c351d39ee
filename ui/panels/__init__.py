"""Panels beside the canvas: palette, outline, inspector and packet.

They take the models in their constructors and never compute networking.
"""
