"""`natwalk run` on several files, and its JUnit report against the shape that CI systems read."""

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from sandbox.cli.main import main
from tests.unit.cli.scenario import DEMO

NUMBERS = ("tests", "failures", "errors")
SHAPE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "testsuites": (("name", *NUMBERS, "time"), ("testsuite",)),
    "testsuite": (("name", *NUMBERS, "time", "skipped"), ("testcase",)),
    "testcase": (("name", "classname", "time"), ("properties", "failure", "error")),
    "properties": ((), ("property",)),
    "property": (("name", "value"), ()),
    "failure": (("message", "type"), ()),
    "error": (("message", "type"), ()),
}
"""The elements of a report: their attributes, all of them required, and the children that they may have."""

WRONG = DEMO.replace("clientAddress: 10.240.0.4", "clientAddress: 198.51.100.79")
UNSENDABLE = DEMO.replace("{client: laptop}", "{client: nobody}")
BROKEN_HOST = f"""{DEMO}---
apiVersion: natwalk/v1alpha1
kind: Host
metadata: {{name: node1}}
spec: {{iptables: "-A NOWHERE -j X Y"}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One scenario of each outcome, and something else."""
    texts = {
        "a-good": DEMO,
        "b-wrong": WRONG,
        "c-unsendable": UNSENDABLE,
        "d-host": BROKEN_HOST,
        "e-none": "a: [",
    }
    (tmp_path / "more").mkdir()
    for name, text in texts.items():
        (tmp_path / "more" / f"{name}.yaml").write_text(text)
    (tmp_path / "more" / "notes.txt").write_text("no scenario")
    (tmp_path / "more" / ".hidden").mkdir()
    (tmp_path / "more" / ".hidden" / "tool.yaml").write_text("of a tool: true")
    return tmp_path / "more"


def report(*files: Path) -> tuple[int, Element]:
    """Exit status and report."""
    out = files[0].parent / "out.xml"
    status = main(["run", *map(str, files), "--junit", str(out)])
    text = out.read_text("utf-8")
    assert "<!" not in text  # no document type, so nothing that a parser would have to expand
    root = fromstring(text)
    check_shape(root)
    return status, root


def check_shape(element: Element) -> None:
    attributes, children = SHAPE[element.tag]
    assert tuple(element.keys()) == attributes
    assert {each.tag for each in element} <= set(children)
    for number in set(NUMBERS) & set(attributes):
        assert int(element.attrib[number]) == len(counted(element, number))
    if "time" in attributes:
        assert float(element.attrib["time"]) >= 0
    for each in element:
        check_shape(each)


def counted(element: Element, number: str) -> list[Element]:
    return list(element.iter({"tests": "testcase", "failures": "failure", "errors": "error"}[number]))


def test_each_file_is_a_suite_and_each_flow_a_case(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, root = report(folder)
    assert status == 2
    assert {Path(each.attrib["name"]).stem: [case[-1].tag for case in each] for each in root} == {
        "a-good": ["properties"],
        "b-wrong": ["failure"],
        "c-unsendable": ["failure"],
        "d-host": ["error"],
        "e-none": ["error"],
    }
    output = capsys.readouterr()
    assert f"{folder}/a-good.yaml: 1 flow as expected\n" in output.out
    assert len(output.err.splitlines()) == 2


def test_a_failure_tells_every_difference(folder: Path) -> None:
    status, root = report(folder / "b-wrong.yaml")
    (failure,) = root.iter("failure")
    assert status == 1
    assert failure.attrib["message"].startswith(
        "a path is not expected: verdict replied, clientAddress 10.240.0.4"
    )
    assert (failure.text or "").splitlines()[0] == failure.attrib["message"]
    assert len((failure.text or "").splitlines()) == 2


def test_a_case_says_what_was_sent(folder: Path) -> None:
    status, root = report(folder / "a-good.yaml")
    assert status == 0
    assert {each.attrib["name"]: each.attrib["value"] for each in root.iter("property")} == {
        "from": "Client laptop",
        "to": "default/web port 80 by NodePort of node2",
        "protocol": "TCP",
        "paths": "2",
    }


def test_several_files_have_the_worst_status(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, wrong = str(folder / "a-good.yaml"), str(folder / "b-wrong.yaml")
    assert [main(["run", good, good]), main(["run", good, wrong]), main(["run", good, "none.yaml"])] == [
        0,
        1,
        2,
    ]
    assert "none.yaml: cannot be read" in capsys.readouterr().err


def test_a_folder_without_scenarios_and_a_report_that_cannot_be_written(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["run", str(tmp_path / "empty")]) == 2
    assert (
        capsys.readouterr().err
        == f"{tmp_path}/empty: has no scenarios; their names end in .yaml, .yml, .json\n"
    )
    assert main(["run", str(folder / "a-good.yaml"), "--junit", str(tmp_path / "no" / "out.xml")]) == 2
    assert "cannot be saved" in capsys.readouterr().err


def test_names_that_xml_cannot_write_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a\x01<&>.yaml"
    path.write_text(DEMO)
    _, root = report(path)
    (suite,) = root
    assert suite.attrib["name"] == f"{tmp_path}/a\ufffd<&>.yaml"
