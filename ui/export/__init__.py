"""Pictures out: of the canvas and of panels as SVG, PDF and PNG, and of a walk as an animation or a page.

Paints what the canvas and panels show into files. Knows the canvas' painters, models and theme; the window's
menus call it, and the command line through `headless`.
"""
