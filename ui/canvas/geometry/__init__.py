"""Where things go: boxes, faces, lines and places. Knows no Qt: how wide texts are, a `Measure` says."""
