"""Pure geometry of the picture of a scenario: points, boxes, ways, and the lines that join devices.

Knows no scenario, no fonts and no painter: the canvas and the walk's web page place their shapes by it.
"""
