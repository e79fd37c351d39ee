"""The commands, by their arguments, output and exit status."""

import json
from pathlib import Path

import pytest

from sandbox.cli.main import main
from tests.unit.cli.scenario import DEMO


@pytest.fixture
def demo(tmp_path: Path) -> str:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO)
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error."""
    status = main(argv)
    output = capsys.readouterr()
    return status, output.out, output.err


def test_every_path_as_json(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "trace", demo, "--flow", "outside", "--all", "--json")
    trace = json.loads(out)
    assert (status, err, trace["flow"]) == (0, "", "outside")
    assert [(path["endpoint"], path["probability"]) for path in trace["paths"]] == [
        ("default/app-1", 0.5),
        ("default/app-2", 0.5),
    ]
    assert trace["paths"][0]["wire"][0] == {
        "connection": 1,
        "leg": "request",
        "from": "client/laptop",
        "to": "node/node2",
        "protocol": "TCP",
        "source": "198.51.100.79",
        "source_port": 40000,
        "destination": "10.240.0.4",
        "destination_port": 31380,
    }
    assert trace["paths"][0]["steps"]


def test_one_path_is_drawn_by_the_seed(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    seen = set()
    for seed in range(10):
        argv = ("trace", demo, "--flow", "outside", "--seed", str(seed), "--json")
        first, again = run(capsys, *argv), run(capsys, *argv)
        assert first == again
        (path,) = json.loads(first[1])["paths"]
        seen.add(path["endpoint"])
    assert seen == {"default/app-1", "default/app-2"}


def test_a_flow_stated_on_the_command_line(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ("trace", demo, "--from", "pod/default/app-1", "--to", "10.0.170.92:80", "--all")
    status, out, _ = run(capsys, *argv)
    assert status == 0
    assert out.startswith("flow pod/default/app-1 to 10.0.170.92:80\n\npath 1 of 2 ")


@pytest.mark.parametrize(
    ("requests", "title"), [(1, "flow inside\n"), (3, "flow inside, the first of its 3 requests\n")]
)
def test_it_says_which_of_several_requests_is_shown(
    requests: int, title: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    several = tmp_path / "several.yaml"
    several.write_text(
        DEMO.replace(
            "  from: {pod: default/app-1}\n", f"  from: {{pod: default/app-1}}\n  requests: {requests}\n"
        )
    )
    for every in ((), ("--all",)):
        assert run(capsys, "trace", str(several), "--flow", "inside", *every)[1].startswith(title)


def test_a_request_that_gets_no_answer_is_no_failure_of_the_command(
    demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ("trace", demo, "--from", "client/laptop", "--to", "10.0.170.92:80", "--json", "--at", "0")
    status, out, _ = run(capsys, *argv)
    (path,) = json.loads(out)["paths"]
    assert (status, path["verdict"], path["endpoint"]) == (0, "unroutable", None)
    assert path["reason"]


@pytest.mark.parametrize(("protocol", "replies"), [("tcp", 1), ("sctp", 1), ("udp", 0)])
def test_resets_are_told_apart_from_answers(
    protocol: str, replies: int, demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    to = ("--from", "client/laptop", "--to", "10.240.0.4:9", "--protocol", protocol)
    (path,) = json.loads(run(capsys, "trace", demo, *to, "--json")[1])["paths"]
    assert path["verdict"] == "rejected"
    assert [each["leg"] for each in path["wire"]] == ["request", "reply"]
    assert sum(each.get("reset", False) for each in path["wire"]) == replies


def test_a_ping_has_no_ports_and_says_what_it_is(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    to = ("--from", "client/laptop", "--to", "10.240.0.4", "--protocol", "ICMP")
    (path,) = json.loads(run(capsys, "trace", demo, *to, "--json")[1])["paths"]
    assert (path["verdict"], path["endpoint"], path["client_address"]) == ("replied", None, "198.51.100.79")
    assert [(each["protocol"], each["source_port"], each["destination_port"]) for each in path["wire"]] == [
        ("ICMP", 0, 0),
        ("ICMP", 0, 0),
    ]
    assert [each["echo"] for each in path["wire"]] == [
        {"type": kind, "code": 0, "identifier": 1234, "sequence": 1} for kind in (8, 0)
    ]


@pytest.mark.parametrize("sender", ["pod/default/app-1", "client/laptop"])
def test_a_sender_without_an_address_of_the_family_cannot_route(
    sender: str, demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ("trace", demo, "--from", sender, "--to", "[fd00::1]:80", "--json")
    status, out, _ = run(capsys, *argv)
    assert (status, json.loads(out)["paths"][0]["verdict"]) == (0, "unroutable")


def test_rules_are_iptables_save_text(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "rules", demo, "--node", "node1")
    assert status == 0
    assert out.startswith("*mangle\n")
    assert out.endswith("COMMIT\n")
    assert "--to-destination 10.180.1.7:8080" in out
    status, out, _ = run(capsys, "rules", demo, "--node", "node1", "--family", "ipv6")
    assert status == 0
    assert "10.180" not in out


def test_expectations_that_come_true(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "run", demo) == (0, f"{demo}: 1 flow as expected\n", "")


def test_expectations_that_do_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO.replace("clientAddress: 10.240.0.4", "clientAddress: 198.51.100.79"))
    assert run(capsys, "run", str(path)) == (
        1,
        f"{path}: outside: a path is not expected: verdict replied, clientAddress 10.240.0.4, "
        "endpoint default/app-1, probability 1/2\n"
        f"{path}: outside: no path fulfils expect[0]: verdict replied, clientAddress 198.51.100.79, "
        "endpoint default/app-1, probability 1/2\n",
        "",
    )


def test_a_flow_that_cannot_be_sent_is_not_as_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO.replace("{client: laptop}", "{client: desktop}"))
    status, out, _ = run(capsys, "run", str(path))
    assert status == 1
    assert out.startswith(f"{path}: outside: cannot be sent: ")


_BY_NODE_PORT = "{service: default/web, via: NodePort, port: 80, node: node2}"


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        (
            "{client: laptop}",
            "{client: desktop}",
            "spec.from: there is no Client desktop to send from; name one that is there",
        ),
        (
            _BY_NODE_PORT,
            "{service: default/x, port: 80}",
            "spec.to.service: there is no Service default/x to send to; name one that is there",
        ),
        (
            _BY_NODE_PORT,
            "{service: default/web, via: NodePort, port: 80, node: x}",
            "spec.to.node: there is no node x with an address to send to: there are node1, node2",
        ),
        (
            _BY_NODE_PORT,
            "{service: default/web, via: NodePort, port: 80}",
            "spec.to.node: is missing: a node port is asked at a node; there are node1, node2",
        ),
        (
            _BY_NODE_PORT,
            "{service: default/web, port: 81}",
            "spec.to.port: Service default/web has no TCP port 81: its ports are TCP 80",
        ),
        (
            _BY_NODE_PORT,
            "{service: default/web, via: ExternalIP, port: 80}",
            "spec.to.via: Service default/web has no address of the kind ExternalIP; use another way",
        ),
    ],
)
def test_a_flow_that_cannot_be_sent_is_found_in_its_file(
    right: str, wrong: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO.replace(right, wrong))
    status, out, err = run(capsys, "trace", str(path), "--flow", "outside")
    place, _, message = err.rstrip("\n").partition(", spec.")
    found = path.read_text().splitlines()[int(place.rpartition(" ")[2]) - 1]
    assert (status, out, f"spec.{message}") == (2, "", sentence)
    assert place.startswith(f"{path}: document ")
    assert found.split(":")[0].strip() in ("from", "to")


@pytest.mark.parametrize("command", [("trace", "--flow", "outside"), ("run",)])
@pytest.mark.parametrize("field", ["iptables", "nftables"])
def test_rules_that_cannot_be_read_are_found_in_their_file(
    command: tuple[str, ...], field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "demo.yaml"
    head = "apiVersion: natwalk/v1alpha1\nkind: Host\nmetadata: {name: node1}\n"
    path.write_text(f"{head}spec:\n  {field}: table x {{\n---\n{DEMO}")
    status, out, err = run(capsys, command[0], str(path), *command[1:])
    assert (status, out) == (2, "")
    assert err.startswith(
        f"{path}: document 1, line 5, spec.{field}: the rules of Host node1 have a mistake in"
    )


def test_no_expectations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO.split("  expect:")[0])
    assert run(capsys, "run", str(path)) == (0, f"{path}: no flow says what it expects (spec.expect)\n", "")


def test_checks(demo: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", demo) == (0, f"{demo}: nothing to remark\n", "")
    shared = tmp_path / "shared.yaml"
    shared.write_text(DEMO.replace("10.180.1.7", "10.180.0.7"))
    status, out, _ = run(capsys, "check", str(shared), demo)
    assert status == 1
    assert f"{shared}: error: Pod default/app-2, " in out
    assert out.endswith(f"{demo}: nothing to remark\n")


def test_a_file_that_cannot_be_read_does_not_keep_others_from_being_checked(
    demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "check", "missing.yaml", demo)
    assert (status, out) == (2, f"{demo}: nothing to remark\n")
    assert err == "missing.yaml: cannot be read: No such file or directory\n"


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("trace", "missing.yaml"), "missing.yaml: cannot be read: No such file or directory"),
        (("run", "missing.yaml"), "missing.yaml: cannot be read: No such file or directory"),
        (("trace",), "natwalk trace: the following arguments are required: FILE; see natwalk trace --help"),
        (("trace", "DEMO"), "DEMO: has several flows; choose one with --flow: outside, inside"),
        (
            ("trace", "DEMO", "--flow", "inside", "--to", "10.0.0.1:80"),
            "natwalk trace: --flow does not go with --from, --to and --protocol; give one or the other",
        ),
        (
            ("trace", "DEMO", "--from", "client/x", "--to", "10.0.0.1:80"),
            "DEMO: flow client/x to 10.0.0.1:80: there is no Client x to send from; name one that is there",
        ),
        (
            ("trace", "DEMO", "--at", "soon"),
            "natwalk trace: argument --at: 'soon' is not a number of seconds, 0 or more; "
            "see natwalk trace --help",
        ),
        (
            ("trace", "DEMO", "--at", "-1"),
            "natwalk trace: argument --at: '-1' is not a number of seconds, 0 or more; "
            "see natwalk trace --help",
        ),
        (("rules", "DEMO", "--node", "x"), 'DEMO: has no node "x"; its nodes are: node1, node2'),
        (("no-such",), "no-such: there is no such file or command; natwalk --help lists the commands"),
        (("--no-such",), "natwalk: unrecognized arguments: --no-such; see natwalk --help"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    argv: tuple[str, ...], sentence: str, demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run(capsys, *(demo if word == "DEMO" else word for word in argv))
    assert found == (2, "", sentence.replace("DEMO", demo) + "\n")


@pytest.mark.parametrize("argv", [("--help",), ("trace", "--help"), ("--version",)])
def test_help_and_version(argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(argv)
    assert caught.value.code == 0
    assert "natwalk" in capsys.readouterr().out


def test_ctrl_c_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sandbox.cli.main.parse", interrupt)
    assert run(capsys) == (130, "", "")
