"""What is named and is no ordinary file: it does not hang, and leads nowhere else."""

import os
import threading
from io import BytesIO
from pathlib import Path

import pytest

from sandbox.cli.main import main
from sandbox.formats import ScenarioError, load
from sandbox.formats.content import content_of
from sandbox.formats.node_state import read_state
from sandbox.formats.scenario_file import text_of_stream
from sandbox.imports.sources import MAX_FILES
from tests.fixtures.limited import Outcome, natwalk

NODE = "apiVersion: v1\nkind: Node\nmetadata:\n  name: {}\n"
COMMANDS = (
    ("check",),
    ("import", "-o", "/dev/null"),
    ("run",),
    ("trace", "--all"),
    ("rules", "--all", "-o", "x"),
)


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe that nobody writes to."""
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    return path


def of_file(tmp_path: Path, path: Path | str) -> Outcome:
    found = natwalk(tmp_path, "check", str(path))
    assert found.started == ()
    return found


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_pipe_is_not_waited_for(command: tuple[str, ...], pipe: Path, tmp_path: Path) -> None:
    name, *options = command
    assert "it is a pipe or a device" in natwalk(tmp_path, name, str(pipe), *options).errors


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/full", "/dev/tty", "/dev/urandom"])
def test_a_device_is_not_read(path: str, tmp_path: Path) -> None:
    assert "cannot be read" in of_file(tmp_path, path).sentence()


def test_links_to_each_other(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.symlink_to(second)
    second.symlink_to(first)
    assert "cannot be read" in of_file(tmp_path, first).sentence()


def test_a_pipe_is_no_content_and_no_state(pipe: Path) -> None:
    assert content_of(pipe) is None
    with pytest.raises(ScenarioError, match="pipe"):
        read_state([pipe])


def test_a_folder_with_all_of_them(tmp_path: Path) -> None:
    """What lies in the folder is read; what a link leads to outside of it is neither read nor waited for."""
    folder, secret = tmp_path / "folder", tmp_path / "secret.yaml"
    folder.mkdir()
    secret.write_text(NODE.format("secret"))
    (folder / "a.yaml").write_text(NODE.format("a"))
    (folder / "b.yaml").symlink_to(secret)
    (folder / "c.yaml").symlink_to("/dev/zero")
    (folder / "d.yaml").symlink_to(folder / "d.yaml")
    (folder / "e").symlink_to(folder)
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "f.yaml")
    found = natwalk(tmp_path, "import", str(folder))
    assert found.status == 0, found.errors
    assert "name: a\n" in found.output
    assert "secret" not in found.output
    assert set(found.files) == {str(folder / "a.yaml")}
    ran = natwalk(tmp_path, "run", str(folder))
    assert str(secret) not in ran.files
    assert not [each for each in ran.files if each.startswith("/dev")]


def test_more_files_than_anyone_reads(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(100_000):
        os.close(os.open(folder / f"{number}.yaml", os.O_CREAT))
    assert f"holds more than {MAX_FILES} files" in of_file(tmp_path, folder).sentence()


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    """Grown, cut off or replaced at any moment, it is what it was at some moment, or it is refused."""
    path, text = tmp_path / "a.yaml", "---\n".join(NODE.format(f"n{number}") for number in range(20_000))
    done = threading.Event()

    def change() -> None:
        length = 0
        while not done.is_set():
            length = (length + 77_777) % len(text)
            path.write_text(text[:length])

    path.write_text(text)
    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(30):
            try:
                assert len(load(path).scenario.nodes) <= 20_000
            except ScenarioError as error:
                said = str(error)
                assert "Traceback" not in said
    finally:
        done.set()
        changing.join()


def test_a_stream_that_never_ends() -> None:
    class Endless(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return b"x" * (1 << 26)

    with pytest.raises(ScenarioError, match="is larger than"):
        text_of_stream(Endless(), "standard input")


@pytest.mark.parametrize(
    "name", ["../../x", "..", ".", "a/../../b", "/etc/x", "a\\..\\b", "a\0b", "~", "-rf"]
)
def test_names_are_no_paths(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A node's name would be a file's name: one that leads elsewhere is no name."""
    path, folder = tmp_path / "a.yaml", tmp_path / "rules"
    path.write_text(NODE.format(f'"{name}"'.replace("\\", "\\\\").replace("\0", "\\0")))
    assert main(["rules", str(path), "--all", "-o", str(folder)]) == 2
    assert "metadata.name" in capsys.readouterr().err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.yaml"]


WRITING = (
    ("rules", "--all", "-o", "{folder}/rules"),
    ("manifests", "-o", "{folder}/out.yaml"),
    ("capture", "-o", "{folder}/out.pcapng"),
    ("export", "--table", "events", "-o", "{folder}/out.csv"),
    ("html", "-o", "{folder}/out.html"),
)


@pytest.mark.parametrize("command", WRITING, ids=lambda command: command[0])
def test_nothing_is_written_but_what_was_asked_for(command: tuple[str, ...], tmp_path: Path) -> None:
    from tests.fixtures.markup import TEXT

    path, out = tmp_path / "a.json", tmp_path / "out"
    out.mkdir()
    path.write_text(TEXT)
    name, *options = command
    found = natwalk(tmp_path, name, str(path), *(each.format(folder=out) for each in options))
    assert found.status == 0, found.errors
    assert found.started == ()
    assert {each for each in found.files if not each.startswith(str(out))} <= {str(path), str(tmp_path)}
    assert list(out.iterdir())
