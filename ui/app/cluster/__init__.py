"""Opening a cluster by the user's own kubectl: read-only, only when asked, and to be stopped at any time."""

from ui.app.cluster.dialog import ClusterDialog

__all__ = ["ClusterDialog"]
