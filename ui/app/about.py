"""What the about box says."""

MODELLED = (
    ("Kubernetes and kube-proxy", "1.36"),
    ("Linux netfilter and conntrack", "6.18"),
    ("iptables", "1.8"),
)
"""The versions whose behaviour is mirrored."""


def about_text() -> str:
    """The product, its version and the versions that it models, as rich text."""
    rows = "".join(f"<tr><td>{name}&nbsp;&nbsp;</td><td>{version}</td></tr>" for name, version in MODELLED)
    return (
        f"<h3>Natwalk {_version()}</h3>"
        "<p>A sandbox for Kubernetes Service networking: walk each packet through the real rules.</p>"
        f"<p>What it models:</p><table>{rows}</table>"
        "<p>Apache License 2.0. Built with Qt and PySide6 (LGPL).</p>"
    )


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("natwalk")
    except metadata.PackageNotFoundError:
        return ""
