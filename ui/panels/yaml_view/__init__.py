"""The YAML of the selected object or of the whole scenario, which can be edited and taken back."""

from ui.panels.yaml_view.panel import YamlPanel

__all__ = ["YamlPanel"]
