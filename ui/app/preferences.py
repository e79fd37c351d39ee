"""What is remembered between starts."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from ui.language import Language
from ui.theme import Appearance

TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""How large the interface can be, in per cent: text, and all that is drawn around it."""
MOST_RECENT = 10
"""Files that are remembered."""

DEFAULTS: dict[str, object] = {
    "appearance": Appearance.SYSTEM.value,
    "language": Language.SYSTEM.value,
    "recent_files": "",
    "keys": "",
    "recent_commands": "",
    "reduced_motion": "",
    "single_keys": True,
    "text_size": 100,
    "window_geometry": QByteArray(),
    "workspace": "",
}
"""Every setting and its value before anyone chose."""


class Preferences:
    """The settings, over Qt's store for the platform."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def appearance(self) -> Appearance:
        """The chosen theme, or the system's."""
        name = self._get("appearance")
        return next((each for each in Appearance if each.value == name), Appearance.SYSTEM)

    @appearance.setter
    def appearance(self, appearance: Appearance) -> None:
        self._set("appearance", appearance.value)

    @property
    def language(self) -> Language:
        """The chosen language, or the system's."""
        name = self._get("language")
        return next((each for each in Language if each.value == name), Language.SYSTEM)

    @language.setter
    def language(self, language: Language) -> None:
        self._set("language", language.value)

    @property
    def keys(self) -> dict[str, str]:
        """Actions whose keys someone chose, with the keys, parted by spaces."""
        lines = (line.partition("=") for line in str(self._get("keys")).splitlines())
        return {name: keys for name, equals, keys in lines if equals}

    @keys.setter
    def keys(self, keys: dict[str, str]) -> None:
        self._set("keys", "\n".join(f"{name}={chosen}" for name, chosen in keys.items()))

    @property
    def single_keys(self) -> bool:
        """Whether single letters and signs do things."""
        return str(self._get("single_keys")).lower() == "true"

    @single_keys.setter
    def single_keys(self, allowed: bool) -> None:
        self._set("single_keys", allowed)

    @property
    def reduced_motion(self) -> bool | None:
        """Whether the packet cuts from stop to stop and never glides; None is as the system says."""
        return {"true": True, "false": False}.get(str(self._get("reduced_motion")).lower())

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool | None) -> None:
        self._set("reduced_motion", "" if reduced is None else reduced)

    @property
    def text_size(self) -> int:
        """How large the interface is, in per cent, one of TEXT_SIZES."""
        size = str(self._get("text_size"))
        return int(size) if size in map(str, TEXT_SIZES) else 100

    @text_size.setter
    def text_size(self, size: int) -> None:
        self._set("text_size", size)

    @property
    def recent_files(self) -> tuple[Path, ...]:
        """Files that were opened or saved, the last one first; some may be gone by now."""
        return tuple(Path(line) for line in str(self._get("recent_files")).splitlines() if line)

    def remember_file(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        path = path.absolute()
        self._set_files([path, *(each for each in self.recent_files if each != path)])

    def forget_files(self) -> None:
        """Clear the recent files."""
        self._set_files(())

    @property
    def recent_commands(self) -> tuple[str, ...]:
        """The actions that were last chosen by name, the last one first."""
        return tuple(filter(None, str(self._get("recent_commands")).split()))

    def remember_command(self, name: str) -> None:
        """Put an action first among the recent ones."""
        names = [name, *(each for each in self.recent_commands if each != name)]
        self._set("recent_commands", " ".join(names[:MOST_RECENT]))

    @property
    def recovery_folder(self) -> Path:
        """Where unsaved work is kept."""
        return self._data_folder / "recovery"

    @property
    def locks_folder(self) -> Path:
        """Where it stands which files are open."""
        return self._data_folder / "locks"

    @property
    def _data_folder(self) -> Path:
        """Beside a settings file of one's own, else the platform's place."""
        if not self._settings.organizationName():
            return Path(self._settings.fileName()).parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))

    @property
    def geometry(self) -> QByteArray:
        """Where the window was; empty if nobody has closed one yet."""
        return _bytes(self._get("window_geometry"))

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._set("window_geometry", geometry)

    @property
    def workspace(self) -> str:
        """The name of the workspace that was last in front; empty at the first start."""
        return str(self._get("workspace"))

    @workspace.setter
    def workspace(self, name: str) -> None:
        self._set("workspace", name)

    def layout(self, workspace: str) -> tuple[QByteArray, tuple[str, ...]]:
        """The places of the docks in a workspace, empty where it is as at first, and its open tools."""
        state = self._settings.value(f"layout/{workspace}", QByteArray())
        return _bytes(state), tuple(str(self._settings.value(f"tools/{workspace}", "")).split())

    def set_layout(self, workspace: str, state: QByteArray | None = None, tools: Iterable[str] = ()) -> None:
        """Keep the places of the docks in a workspace; without them, forget them."""
        self._set(f"layout/{workspace}", state or QByteArray())
        self._set(f"tools/{workspace}", " ".join(tools))

    def _set_files(self, paths: Iterable[Path]) -> None:
        self._set("recent_files", "\n".join(map(str, list(paths)[:MOST_RECENT])))

    def _get(self, name: str) -> object:
        return self._settings.value(name, DEFAULTS[name])

    def _set(self, name: str, value: object) -> None:
        self._settings.setValue(name, value)


def _bytes(value: object) -> QByteArray:
    return value if isinstance(value, QByteArray) else QByteArray()
