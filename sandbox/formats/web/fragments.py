"""A still as HTML: its number and name, its picture and sentence, and what the packet panel says of it."""

from collections.abc import Iterable

from sandbox.explain.entries import entry_parts
from sandbox.formats.web.drawing import view_box
from sandbox.formats.web.markup import element, escaped
from sandbox.formats.web.overlay import Overlay
from sandbox.formats.web.stills import Field, RailStop, Still
from sandbox.playback import Tracked


def still_markup(still: Still, count: int, overlay: Overlay) -> str:
    """One step of `count`."""
    numbers = element("span", f"Step {still.position} of {count}", class_="count")
    if still.figure:
        numbers += element("span", f"Figure {still.figure} (step {still.position})", class_="figure-number")
    title = element("h3", f"{numbers} {escaped(still.headline)}")
    caption = element("figcaption", escaped(still.sentence))
    figure = element("figure", _picture(still, overlay) + caption)
    told = element("div", _told(still), class_="told")
    return element(
        "li",
        title + figure + told,
        id=f"step-{still.position}",
        class_="still figure" if still.figure else "still",
        data_next=f"Next: {still.coming}." if still.coming else None,
    )


def _picture(still: Still, overlay: Overlay) -> str:
    label = f"The scenario at step {still.position}: {still.headline}"
    content = '<use href="#stage"/>' + overlay.markup(still.step, still.rewritings)
    svg = element("svg", content, viewBox=view_box(overlay.stage), role="img", aria_label=label)
    return element("div", svg, class_="picture", tabindex="0", role="group", aria_label="Picture")


def _told(still: Still) -> str:
    return "".join(
        (
            _fields(still.fields),
            _rule(still),
            _entries(still.entries),
            _rail(still.rail),
        )
    )


def _fields(fields: Iterable[Field]) -> str:
    rows = list(fields)
    mood = "" if any(each.is_changed for each in rows) else " unchanged"
    heads = "".join(element("th", name, scope="col") for name in ("field", "before", "after"))
    body = "".join(map(_field, rows))
    head = element("thead", element("tr", heads, class_="heading"))
    title = element("h4", "Header of the packet", class_=f"table-title{mood}")
    return title + element("table", head + element("tbody", body), class_=f"fields{mood}")


def _field(field: Field) -> str:
    name = f"{escaped(field.name)} ⇄" if field.is_changed else escaped(field.name)
    cells = element("th", name, scope="row")
    cells += element("td", escaped(field.before)) + element("td", escaped(field.after))
    return element("tr", cells, class_="changed" if field.is_changed else None)


def _rule(still: Still) -> str:
    if not still.rule:
        return ""
    chains = " → ".join(still.path)
    led = element("p", escaped(chains), class_="chains") if len(still.path) > 1 else ""
    return element("h4", "Rule that matched") + led + element("code", escaped(still.rule), class_="rule")


def _entries(entries: Iterable[Tracked]) -> str:
    found = "".join(map(_entry, entries))
    return element("h4", "Connection table of this device") + element("ul", found) if found else ""


def _entry(row: Tracked) -> str:
    happened = [*row.happened] if row.is_confirmed else [*row.happened, "not in the table yet"]
    said = element("p", escaped(", ".join(happened)), class_="happened") if happened else ""
    parts = "".join(element("code", escaped(each)) for each in entry_parts(row.entry))
    return element("li", said + parts, class_="entry")


def _rail(stops: Iterable[RailStop]) -> str:
    items = "".join(
        element(
            "li",
            element("span", escaped(each.hook or "–"), class_="hook") + element("span", escaped(each.what)),
            aria_current="step" if each.is_current else None,
        )
        for each in stops
    )
    return element("h4", "In this device", class_="rail-title") + element("ol", items, class_="rail")
