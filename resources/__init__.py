"""Scenarios, pictures and icons: data, read through `importlib.resources.files("resources")`."""
