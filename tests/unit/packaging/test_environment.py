"""The set-up scripts: what they find missing, and what they say when they cannot install it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCRIPTS = ("run", "test", "packaging/environment.sh", "packaging/lock")
SHELL = shutil.which("dash") or "sh"


def shell(code: str, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess[str]:
    """Run `code` after the set-up's own functions, with `path` as PATH."""
    script = f'set -eu; root=/nowhere; . "{ROOT}/packaging/environment.sh"; PATH={path}; {code}'
    return subprocess.run([SHELL, "-c", script], capture_output=True, text=True, check=False)


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """Return a folder to be the whole PATH, holding only what the scripts' own functions call."""
    for name in ("cat", "env"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    return tmp_path


def add_command(folder: Path, name: str, code: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{code}\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_scripts_are_plain_shell(script: str) -> None:
    subprocess.run([SHELL, "-n", ROOT / script], check=True)


def test_only_what_is_not_there_is_missing() -> None:
    table = "libc.so.6 libc6\nlibnowhere.so.1 libnowhere1\nsh dash\nno-such-command nothing"
    assert shell(f"missing_packages '{table}'").stdout.split() == ["libnowhere1", "nothing"]


def test_a_complete_machine_is_left_alone(commands: Path) -> None:
    add_command(commands, "apt-get", "echo apt-get ran >&2; exit 1")
    done = shell("need_system 'cat coreutils'", str(commands))
    assert (done.returncode, done.stderr) == (0, "")


def test_missing_packages_are_installed_by_root(commands: Path) -> None:
    add_command(commands, "id", "echo 0")
    add_command(commands, "apt-get", f'echo "$@" >>{commands}/log')
    done = shell("need_system 'no-such-command nothing'", str(commands))
    assert done.returncode == 0
    assert done.stderr == "natwalk: installing nothing with apt-get\n"
    assert (commands / "log").read_text().splitlines()[-1] == "-qq install --no-install-recommends nothing"


def test_missing_packages_are_installed_through_sudo(commands: Path) -> None:
    add_command(commands, "id", "echo 1000")
    add_command(commands, "sudo", f'echo sudo "$@" >>{commands}/log; exec "$@"')
    add_command(commands, "apt-get", ":")
    assert shell("need_system 'no-such-command nothing'", str(commands)).returncode == 0
    assert "sudo apt-get -qq update" in (commands / "log").read_text()


def test_a_user_who_cannot_install_is_told_what_to_ask_for(commands: Path) -> None:
    add_command(commands, "id", "echo 1000")
    add_command(commands, "apt-get", "echo apt-get ran >&2; exit 1")
    done = shell("need_system 'no-such-command nothing'", str(commands))
    assert done.returncode == 1
    assert done.stderr.startswith(
        "natwalk: this needs some system packages: sudo apt-get install nothing (or"
    )
    assert len(done.stderr.splitlines()) == 1


def test_the_first_python_that_is_new_enough_is_taken(commands: Path) -> None:
    add_command(commands, "python3", "exit 1")
    add_command(commands, "python3.12", "exit 0")
    add_command(commands, "python3.11", "exit 0")
    assert shell("find_python; echo $python", str(commands)).stdout == "python3.12\n"


def test_no_python_is_one_sentence(commands: Path) -> None:
    done = shell("find_python", str(commands))
    assert done.returncode == 1
    assert done.stderr.startswith("natwalk: Python 3.11 or newer is needed")
    assert len(done.stderr.splitlines()) == 1


def test_the_machine_s_own_pip_constraint_is_set_aside(tmp_path: Path) -> None:
    add_command(tmp_path, "python", "echo $PIP_CONSTRAINT; exit 1")
    (tmp_path / "bin").symlink_to(tmp_path)
    done = shell(f"venv={tmp_path}; PIP_CONSTRAINT=/of/the/machine; pip_install x")
    assert done.stderr.splitlines()[0] == "/dev/null"


def test_modules_are_compiled_whatever_the_environment_says(tmp_path: Path) -> None:
    for name in ("sandbox", "ui", "resources"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    add_command(
        tmp_path / ".venv" / "bin",
        "python",
        f'unset PYTHONPYCACHEPREFIX; PYTHONDONTWRITEBYTECODE=1 exec "{sys.executable}" "$@"',
    )
    done = shell(f"root={tmp_path}; venv={tmp_path}/.venv; compile_modules")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(tmp_path.glob("*/__pycache__/__init__.*.pyc"))) == 3
