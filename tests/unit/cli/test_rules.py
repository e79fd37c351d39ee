"""`natwalk rules` into files: one node's, and every node's."""

from pathlib import Path

import pytest

from sandbox.cli.main import main
from tests.unit.cli.scenario import DEMO

DUAL = DEMO.replace(
    "  addresses: [{type: InternalIP, address: 10.240.0.4}]",
    '  addresses: [{type: InternalIP, address: 10.240.0.4}, {type: InternalIP, address: "fd00:240::4"}]',
)
CONFIGURATION = """\
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
hostnameOverride: node1
mode: {}
"""


@pytest.fixture
def demo(tmp_path: Path) -> str:
    path = tmp_path / "demo.yaml"
    path.write_text(DUAL + CONFIGURATION.format("nftables"))
    return str(path)


def printed(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main(["rules", *argv]) == 0
    return capsys.readouterr().out


def test_every_node_and_family_has_a_file_with_what_would_be_printed(
    demo: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "rules"
    assert printed(capsys, demo, "--all", "-o", str(folder)) == ""
    found = {each.name: each.read_text() for each in folder.iterdir()}
    assert found == {
        "node1.ipv4.nftables": printed(capsys, demo, "--node", "node1"),
        "node1.ipv6.nftables": printed(capsys, demo, "--node", "node1", "--family", "ipv6"),
        "node2.ipv4.iptables": printed(capsys, demo, "--node", "node2"),
        "node2.ipv6.iptables": printed(capsys, demo, "--node", "node2", "--family", "ipv6"),
    }


def test_one_node_into_a_file(demo: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "node2.rules"
    assert printed(capsys, demo, "--node", "node2", "-o", str(out)) == ""
    assert out.read_text() == printed(capsys, demo, "--node", "node2")


def test_a_folder_is_asked_for_and_must_be_one(
    demo: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", demo, "--all"]) == 2
    assert (
        capsys.readouterr().err
        == "natwalk rules: --all needs a folder to write to; give one with -o FOLDER\n"
    )
    assert main(["rules", demo, "--all", "-o", demo]) == 2
    assert capsys.readouterr().err == f"{demo}: no folder can be made here: File exists\n"
    assert main(["rules", demo]) == 2
    assert "--node --all" in capsys.readouterr().err


def test_nothing_is_written_where_one_node_s_mode_is_not_modelled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(DUAL + CONFIGURATION.format("ipvs"))
    folder = tmp_path / "rules"
    assert main(["rules", str(path), "--all", "-o", str(folder)]) == 2
    assert "node node1 runs kube-proxy in mode ipvs" in capsys.readouterr().err
    assert not folder.exists()
