"""`ChangedBar`: another program wrote to the document's file while the document has changes of its own."""

from collections.abc import Callable

from ui.app.offer_bar import OfferBar
from ui.language import tr


class ChangedBar(OfferBar):
    """Offers to load what is on disk, which can be undone, or to keep what is here."""

    def __init__(self, name: str, load: Callable[[], object]) -> None:
        super().__init__("warning", tr("Load it"), tr("Keep mine"))
        self.first_button.clicked.connect(self.end)
        self.first_button.clicked.connect(load)
        self.second_button.clicked.connect(self.end)
        self.say(
            tr(
                "Another program has changed {name} on disk. What you did here is kept either way.", name=name
            ),
            tr("Load {name} from disk", name=name),
            tr("Keep what is here of {name}", name=name),
        )
