"""What the about box says."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from ui.language import mark, tr
from ui.panels.boxes import rich

WHAT = mark("A sandbox for Kubernetes Service networking: walk each packet through the real rules.")
MODELLED = (
    (mark("Kubernetes and kube-proxy"), "1.36"),
    (mark("Linux netfilter and conntrack"), "6.18"),
    ("iptables", "1.8"),
)
"""The versions whose behaviour is mirrored."""


def about_box(parent: QWidget) -> QMessageBox:
    """The box, which is gone when it is closed; its text is our own markup."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(tr("About Natwalk"))
    box.setText(about_text())
    for label in box.findChildren(QLabel):
        rich(label)
    return box


def about_text() -> str:
    """The product, its version and the versions that it models, as rich text."""
    rows = "".join(
        f"<tr><td>{tr(name)}&nbsp;&nbsp;</td><td>{version}</td></tr>" for name, version in MODELLED
    )
    return (
        f"<h3>Natwalk {_version()}</h3><p>{tr(WHAT)}</p>"
        f"<p>{tr('What it models:')}</p><table>{rows}</table>"
        f"<p>{tr('Apache License 2.0. Built with Qt and PySide6 (LGPL).')}</p>"
    )


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("natwalk")
    except metadata.PackageNotFoundError:
        return ""
