"""The page: the stills of a walk in a template, and hashes that let only its own style and script run."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from string import Template

from sandbox.chance import probability_text
from sandbox.explain import outcome
from sandbox.explain.names import destination_text, kind_text, source_text
from sandbox.formats.web.drawing import stage_markup
from sandbox.formats.web.fragments import still_markup
from sandbox.formats.web.markup import element, escaped
from sandbox.formats.web.overlay import SIGNS, Overlay
from sandbox.formats.web.stage import Stage, stage_of
from sandbox.formats.web.stills import stills_of
from sandbox.playback import Timeline
from sandbox.scenario import Scenario
from sandbox.trace import Exchange, Verdict


def walk_page(scenario: Scenario, timeline: Timeline, title: str, flow: str) -> str:
    """The walk of `timeline` as one HTML file; `title` is what the scenario is called, `flow` the flow."""
    stage = stage_of(scenario, timeline.exchange)
    overlay = Overlay(stage, timeline)
    stills = stills_of(timeline)
    style, script = _file("walk.css"), _file("walk.js")
    return Template(_file("walk.html")).substitute(
        title=escaped(f"{flow} – {title}"),
        scenario=escaped(title),
        flow=escaped(flow),
        outcome=_outcome(timeline.exchange),
        stage=stage_markup(stage),
        stills="\n".join(still_markup(each, len(stills), overlay) for each in stills),
        count=len(stills),
        left_out=_left_out(stage),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _outcome(exchange: Exchange) -> str:
    """What was sent, what came of it, and how likely that was."""
    end = outcome(exchange)
    good = " good" if end.verdict is Verdict.REPLIED else ""
    verdict = f"{SIGNS.get(end.verdict, '✕')} {end.headline}"
    parts = [
        element("li", escaped(verdict), class_=f"verdict{good}"),
        element("li", escaped(end.sentence)),
        element("li", element("code", escaped(_sent(exchange)))),
        *(element("li", element("code", escaped(each))) for each in end.printed),
        element("li", escaped(f"probability {probability_text(exchange.probability)}")),
    ]
    return element("ul", "".join(parts), class_="outcome")


def _sent(exchange: Exchange) -> str:
    packet = exchange.legs[0].trace.packet
    return f"{kind_text(packet)} {source_text(packet)} → {destination_text(packet)}"


def _left_out(stage: Stage) -> str:
    if not stage.left_out:
        return ""
    objects = "object" if stage.left_out == 1 else "objects"
    words = f"The picture leaves out {stage.left_out} {objects} that this walk does not come to."
    return element("p", escaped(words), class_="left-out")


@cache
def _file(name: str) -> str:
    return files("resources").joinpath("web", name).read_text("utf-8")


def _hash(text: str) -> str:
    """What a policy calls a style or script with exactly this text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
