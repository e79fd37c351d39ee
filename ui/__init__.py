"""The window: PySide6 on top of the engine, which it imports freely and never computes for.

Layers, top first: `app`; `canvas`, `panels`, `transport` and `charts`, which never import each other;
`models`, where they meet; `jobs` and `theme`.
"""
