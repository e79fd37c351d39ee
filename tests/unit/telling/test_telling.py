from sandbox.telling import Told, as_sentence, together, told, told_n


def test_it_reads_as_what_it_tells() -> None:
    assert told("{host} drops it", host="node-1") == "node-1 drops it"
    assert told("braces {stay}") == "braces {stay}"
    assert told_n("{count} rule of {chain}", "{count} rules of {chain}", 1, chain="A") == "1 rule of A"
    assert told_n("{count} rule", "{count} rules", 0) == "0 rules"
    assert together("a", "", "b") == "a b"
    assert together("a", "b", by=", ") == "a, b"


def test_it_remembers_what_it_was_made_of() -> None:
    inner = told("rule {number}", number=2)
    outer = told("{rule} of {chain}", rule=inner, chain="A")
    assert isinstance(outer, Told)
    assert (outer.template, outer.values["rule"]) == ("{rule} of {chain}", inner)
    both = together(outer, told("It ends."))
    assert isinstance(both, Told)
    assert both.parts == (outer, "It ends.")


def test_a_sentence_begins_large_unless_with_a_name() -> None:
    assert as_sentence("nobody answers") == "Nobody answers."
    assert as_sentence("default/web has no endpoint.") == "default/web has no endpoint."
    assert as_sentence("") == ""
