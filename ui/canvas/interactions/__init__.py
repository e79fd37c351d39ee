"""What people do with the mouse: one object per gesture, each with start, move, end and cancel."""
