"""Checks as JUnit's XML, which every CI system reads: a suite a file, a test case a flow.

Elements: `testsuites` (name, tests, failures, errors, time) of `testsuite` (the same and skipped), of
`testcase` (name, classname, time) with `properties` and, where it did not come true, a `failure` or `error`
(message, type) whose text has all of it. A file that cannot be read is a suite with one error.
"""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import msgspec

from sandbox.analysis.checking import FlowCheck
from sandbox.net import Protocol
from sandbox.net.words import HIDDEN
from sandbox.scenario import AddressTarget, Flow

_NOT_XML = re.compile(f"[{HIDDEN}\ud800-\udfff\ufffe\uffff]")


class Suite(msgspec.Struct, frozen=True):
    """The checks of a file; `error` says why there are none."""

    name: str
    checks: tuple[FlowCheck, ...] = ()
    error: str = ""


def junit_xml(suites: Iterable[Suite]) -> bytes:
    """The report."""
    root = Element("testsuites", name="natwalk")
    for each in suites:
        root.append(_suite(each))
    cases = tuple(root.iter("testcase"))
    _count(root, cases)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(suite: Suite) -> Element:
    element = Element("testsuite", name=_text(suite.name))
    cases = tuple(_cases(suite))
    _count(element, cases)
    element.set("skipped", "0")
    element.extend(cases)
    return element


def _cases(suite: Suite) -> Iterator[Element]:
    if suite.error:
        yield _failed(_case(suite, "the file can be read", 0.0), "error", "unreadable", (suite.error,))
    for each in suite.checks:
        case = _case(suite, each.flow.metadata.name, each.seconds)
        _add_properties(case, each)
        if each.error is not None:
            yield _failed(case, "error", "unsent", (str(each.error),))
        elif each.differences:
            yield _failed(case, "failure", "expectation", each.differences)
        else:
            yield case


def _case(suite: Suite, name: str, seconds: float) -> Element:
    return Element("testcase", name=_text(name), classname=_text(suite.name), time=_seconds(seconds))


def _add_properties(case: Element, check: FlowCheck) -> None:
    properties = SubElement(case, "properties")
    values = {
        "from": str(check.flow.sender),
        "to": _target(check.flow),
        "protocol": check.flow.protocol.value,
        "paths": str(check.paths),
    }
    for name, value in values.items():
        SubElement(properties, "property", name=name, value=_text(value))


def _target(flow: Flow) -> str:
    target = flow.target
    port = "" if flow.protocol is Protocol.ICMP else f" port {target.port}"
    if isinstance(target, AddressTarget):
        return f"{target.address}{port}"
    node = f" of {target.node}" if target.node else ""
    return f"{target.service}{port} by {target.via.value}{node}"


def _failed(case: Element, tag: str, kind: str, lines: tuple[str, ...]) -> Element:
    SubElement(case, tag, message=_text(lines[0]), type=kind).text = _text("\n".join(lines))
    return case


def _count(element: Element, cases: tuple[Element, ...]) -> None:
    element.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("errors", "error")):
        element.set(name, str(sum(each.find(tag) is not None for each in cases)))
    element.set("time", _seconds(sum(float(each.get("time", 0)) for each in cases)))


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"


def _text(text: str) -> str:
    """`text` without the characters that XML has no way to write."""
    return _NOT_XML.sub("\ufffd", text)
