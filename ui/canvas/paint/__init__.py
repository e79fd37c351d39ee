"""Painting the picture: faces and outlines, lines, the cached still picture, the walk, the small map.

Asks `theme` for every colour at the time of painting, so that a change of theme is a repaint.
"""
