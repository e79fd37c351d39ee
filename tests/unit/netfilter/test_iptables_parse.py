"""Rules read from text: what iptables rewrites, what is not modelled, what is wrong."""

import pytest

from sandbox.net import Family, Protocol, parse_address, parse_network
from sandbox.netfilter import (
    Comment,
    Dnat,
    Drop,
    Expression,
    MatchAddress,
    MatchCtState,
    MatchPort,
    MatchProtocol,
    Reject,
    Rule,
    Ruleset,
    SetMark,
    Side,
    Statistic,
    Table,
    Unmodelled,
)
from sandbox.netfilter.iptables import format_rule, format_ruleset
from sandbox.netfilter.iptables.errors import RulesTextError
from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset
from tests.fixtures.clusters import everything
from tests.fixtures.services import lines

ACCEPT = " -j ACCEPT"


def rules(line: str, *, table: str = "filter", family: Family = Family.IPV4) -> tuple[Rule, ...]:
    """What `line` adds to chain A."""
    found = parse_ruleset(f"*{table}\n:A - [0:0]\n:B - [0:0]\n-A A {line}\nCOMMIT\n", family).table(table)
    assert found is not None
    return found.chains["A"].rules


def only(line: str, *, table: str = "filter", family: Family = Family.IPV4) -> tuple[Expression, ...]:
    """The expressions of the one rule that `line` means."""
    (rule,) = rules(line, table=table, family=family)
    return rule.expressions


def wrong(text: str, family: Family = Family.IPV4) -> str:
    """What is said about a text that cannot be read."""
    with pytest.raises(RulesTextError) as error:
        parse_ruleset(text, family)
    return str(error.value)


@pytest.mark.parametrize(
    ("given", "saved"),
    [
        ("-j MARK --or-mark 0x004000", "-j MARK --set-xmark 0x4000/0x4000"),
        ("-j MARK --xor-mark 0x004000", "-j MARK --set-xmark 0x4000/0x0"),
        ("-j MARK --and-mark 0x10", "-j MARK --set-xmark 0x0/0xffffffef"),
        ("-j MARK --set-mark 16/0x30", "-j MARK --set-xmark 0x10/0x30"),
        ("-j REJECT", "-j REJECT --reject-with icmp-port-unreachable"),
        ("-j REJECT --reject-with host-prohib", "-j REJECT --reject-with icmp-host-prohibited"),
        ("-m recent --name X --set", "-m recent --set --name X --mask 255.255.255.255 --rsource"),
        (
            "-m recent --name X --rcheck --seconds 10800 --reap -j B",
            "-m recent --rcheck --seconds 10800 --reap --name X --mask 255.255.255.255 --rsource -j B",
        ),
        (
            "-m statistic --mode random --probability 0.3333333333 -j B",
            "-m statistic --mode random --probability 0.33333333349 -j B",
        ),
        (
            '-m comment --comment "a b" -m tcp -p tcp -d 10.0.0.1 --dport 80 ! -s 10.0.0.0/8 -j B',
            '! -s 10.0.0.0/8 -d 10.0.0.1/32 -p tcp -m comment --comment "a b" -m tcp --dport 80 -j B',
        ),
        ("-p tcp --dport 80 -j B", "-p tcp -m tcp --dport 80 -j B"),
        ("-p tcp --dport ssh:http -j B", "-p tcp -m tcp --dport 22:80 -j B"),
        ("-s 10.1/16 -d 192/8 -j B", "-s 10.1.0.0/16 -d 192.0.0.0/8 -j B"),
        ("-s 0/0 ! -d 10/8 -j B", "! -d 10.0.0.0/8 -j B"),
        ("--protocol 17 --destination-port 53: --jump B", "-p udp -m udp --dport 53:65535 -j B"),
        ("-p tcp -m tcp --dport 0:65535 -j B", "-p tcp -m tcp -j B"),
        ("-s 0.0.0.0/0 -p all -i + -j B", "-j B"),
        ("-m state --state NEW -j B", "-m conntrack --ctstate NEW -j B"),
        ("-m conntrack --ctstate DNAT,NEW -j B", "-m conntrack --ctstate NEW,DNAT -j B"),
    ],
)
def test_what_is_written_equals_what_is_saved(given: str, saved: str) -> None:
    assert rules(given) == rules(saved)
    assert lines(parse_ruleset(f"*filter\n:A - [0:0]\n:B - [0:0]\n-A A {given}\nCOMMIT"), "filter", "A") == [
        saved
    ]


@pytest.mark.parametrize(
    ("line", "table", "expected"),
    [
        ("-j MARK --xor-mark 0x4000", "nat", SetMark(0x4000, 0)),
        ("-j DNAT --to-destination 10.0.0.1:80", "nat", Dnat(parse_address("10.0.0.1"), 80)),
        ("-m statistic --mode random --probability 0.5", "nat", Statistic(2**30)),
        ("-j DROP", "filter", Drop()),
    ],
)
def test_values(line: str, table: str, expected: Expression) -> None:
    assert only(line, table=table) == (expected,)


def test_an_error_that_iptables_does_not_have_is_a_mistake() -> None:
    assert "“icmp-no” is nothing to reject with; there are icmp-net-unreachable, " in wrong(
        "-A INPUT -j REJECT --reject-with icmp-no"
    )
    (unsent,) = only("-j REJECT --reject-with icmp6-policy-fail", family=Family.IPV6)
    assert isinstance(unsent, Unmodelled)


@pytest.mark.parametrize("protocol", ["", "-p udp ", "! -p tcp ", "! -p udp "])
def test_a_reset_is_of_tcp_alone(protocol: str) -> None:
    """As the kernel has it, which refuses such a rule."""
    mistake = wrong(f"-A INPUT {protocol}-j REJECT --reject-with tcp-reset")
    assert "tcp-reset answers TCP alone; put -p tcp into the rule" in mistake


@pytest.mark.parametrize("protocol", ["tcp", "6"])
def test_a_reset_of_tcp(protocol: str) -> None:
    found = only(f"-p {protocol} -j REJECT --reject-with tcp-reset")
    assert found == (MatchProtocol(Protocol.TCP), Reject("tcp-reset"))


def test_the_default_reject_is_the_familys() -> None:
    assert only("-j REJECT", family=Family.IPV6) == (Reject("icmp6-port-unreachable"),)


def test_an_ipv6_destination() -> None:
    found = only("-p tcp -j DNAT --to-destination [fd00::2]:80", table="nat", family=Family.IPV6)
    assert found[-1] == Dnat(parse_address("fd00::2"), 80)


def test_several_addresses_make_several_rules() -> None:
    found = rules("-s 10.0.0.1,10.0.0.2 -d 10.1.0.0/16,10.2.0.0/16 -j ACCEPT")
    assert [format_rule("A", rule) for rule in found] == [
        f"-A A -s 10.0.0.{source}/32 -d 10.{destination}.0.0/16 -j ACCEPT"
        for source in (1, 2)
        for destination in (1, 2)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "-m multiport --dports 80 --sports 1",
        "-m dccp --dport 80",
        "-m set --match-set allowed src",
        "-m hashlimit --hashlimit-upto 1/s --hashlimit-name x",
        "-m tcp --tcp-option 3",
        "-m rpfilter --unknown",
        "-m conntrack --ctstate NEW --ctexpire 5",
        "-m addrtype --src-type LOCAL --dst-type LOCAL --limit-iface-in",
        "-m addrtype --dst-type LOCAL,ANYCAST",
        "-m owner --uid-owner 1337",
        "-m pkttype --pkt-type otherhost",
        "-m socket --transparent",
        "-m statistic --mode nth --every 3 --packet 0",
        "-m statistic --mode random ! --probability 0.5",
        "-m recent --update --seconds 60 --rttl --name X",
        "-m recent --remove --name X",
        "-m recent --set --seconds 5 --name X",
        "-m recent --rcheck --mask 255.255.255.0 --name X",
        '-m string --string "two words" --algo bm',
    ],
)
def test_a_match_that_is_not_modelled_is_kept_as_it_stands(text: str) -> None:
    found = only(f"-p tcp {text} -m comment --comment after -j ACCEPT")
    assert found[:3] == (MatchProtocol(Protocol.TCP), Unmodelled(text), Comment("after"))


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("-j TTL --ttl-set 64", "mangle"),
        ("-j CONNMARK --left-shift-mark 3", "mangle"),
        ("-j CT --zone 5", "raw"),
        ("-j DNAT --to-destination 10.0.0.1-10.0.0.9", "nat"),
        ("-j DNAT --to-destination 10.0.0.1:80-90/100", "nat"),
        ("-j DNAT --to-destination :80", "nat"),
        ("-j SNAT --to-source 10.0.0.1-10.0.0.9:5", "nat"),
        ("-p hopping", "filter"),
        ("! -p 256", "filter"),
        ("-s 10.0.0.1/255.0.255.0", "filter"),
    ],
)
def test_a_target_that_is_not_modelled_is_kept_as_it_stands(text: str, table: str) -> None:
    assert only(text, table=table) == (Unmodelled(text),)


@pytest.mark.parametrize("text", ["-p esp", "! -p 50", "-p ipv4", "-p 255"])
def test_a_protocol_that_no_packet_has_is_kept_by_its_name(text: str) -> None:
    (found,) = only(text)
    assert isinstance(found, MatchProtocol)
    assert format_rule("INPUT", Rule((found,))) == f"-A INPUT {text}"


def test_a_line_that_iptables_would_not_read_is_refused() -> None:
    with pytest.raises(RulesTextError, match="line 2: is longer than 10240 characters"):
        parse_ruleset("*nat\n" + "x" * 10_241)


class TestCommands:
    """One iptables command's arguments a line."""

    def test_the_table_is_filter_unless_it_is_named(self) -> None:
        found = parse_ruleset("-A FORWARD -j ACCEPT\niptables -w -t nat -A POSTROUTING -j MASQUERADE\n")
        assert lines(found, "filter", "FORWARD") == ["-j ACCEPT"]
        assert lines(found, "nat", "POSTROUTING") == ["-j MASQUERADE"]

    def test_the_shell_quotes(self) -> None:
        found = parse_ruleset("sudo iptables -A INPUT -m comment --comment 'it is \"so\"' -j ACCEPT")
        assert lines(found, "filter", "INPUT") == ['-m comment --comment "it is \\"so\\"" -j ACCEPT']

    def test_inserting(self) -> None:
        text = "-A INPUT -p tcp\n-I INPUT -p udp\n-I INPUT 3 -p sctp\n-I INPUT 2 -s 1.1.1.1,2.2.2.2\n"
        assert lines(parse_ruleset(text), "filter", "INPUT") == [
            *("-p udp", "-s 2.2.2.2/32", "-s 1.1.1.1/32", "-p tcp", "-p sctp")
        ]

    def test_chains_and_policies(self) -> None:
        found = parse_ruleset("-N MINE\n-P FORWARD DROP\n-A FORWARD -g MINE\n")
        table = found.table("filter")
        assert table is not None
        assert {base.chain: base.accepts for base in table.base_chains} == {
            "INPUT": True,
            "FORWARD": False,
            "OUTPUT": True,
        }
        assert parse_ruleset(format_ruleset(found)) == found


class TestOnto:
    """Text that is loaded on top of kube-proxy's rules."""

    def test_it_stands_behind_what_is_there(self) -> None:
        before = everything()
        after = parse_ruleset("-A FORWARD -j ACCEPT\n-t nat -A KUBE-SERVICES -j RETURN", onto=before)
        assert lines(after, "filter", "FORWARD") == [*lines(before, "filter", "FORWARD"), "-j ACCEPT"]
        assert lines(after, "nat", "KUBE-SERVICES")[:-1] == lines(before, "nat", "KUBE-SERVICES")
        assert after.table("mangle") is before.table("mangle")
        assert format_ruleset(parse_ruleset(format_ruleset(after))) == format_ruleset(after)

    def test_it_may_jump_to_what_is_there(self) -> None:
        after = parse_ruleset("-t nat -A PREROUTING -j KUBE-NODEPORTS", onto=everything())
        assert lines(after, "nat", "PREROUTING")[-1] == "-j KUBE-NODEPORTS"

    def test_declaring_a_chain_empties_it(self) -> None:
        text = "*nat\n:KUBE-SERVICES - [0:0]\nCOMMIT\n"
        assert lines(parse_ruleset(text, onto=everything()), "nat", "KUBE-SERVICES") == []

    def test_new_tables_come_in_order(self) -> None:
        after = parse_ruleset("-t raw -A OUTPUT -j NOTRACK", onto=everything())
        assert [table.name for table in after.tables] == ["mangle", "raw", "filter", "nat"]

    def test_tables_that_are_not_iptables_own_stay_behind_it(self) -> None:
        other = Table("ip kube-proxy", {}, ())
        after = parse_ruleset("-A FORWARD -j ACCEPT", onto=Ruleset((other,)))
        assert [table.name for table in after.tables] == ["filter", "ip kube-proxy"]

    def test_what_it_is_loaded_onto_stays_as_it_was(self) -> None:
        before = everything()
        parse_ruleset("-A FORWARD -j ACCEPT", onto=before)
        assert before == everything()


def test_comments_counters_and_empty_lines_are_passed_over() -> None:
    text = "# Generated\n\n*filter\n:INPUT DROP [12:3456]\n[7:8] -A INPUT -j ACCEPT\nCOMMIT\n# Completed\n"
    assert lines(parse_ruleset(text), "filter", "INPUT") == ["-j ACCEPT"]


def test_an_empty_text_has_no_tables() -> None:
    assert parse_ruleset("\n# nothing\n") == Ruleset()


def test_the_security_table_is_read() -> None:
    found = parse_ruleset("*security\n:INPUT ACCEPT [0:0]\n-A INPUT -j SECMARK --selctx x\nCOMMIT\n")
    assert lines(found, "security", "INPUT") == ["-j SECMARK --selctx x"]


def test_ctstates_are_kept_in_the_kernels_order() -> None:
    (expression, _) = only("-m conntrack --ctstate SNAT,NEW,INVALID -j ACCEPT")
    assert isinstance(expression, MatchCtState)
    assert [state.value for state in expression.states] == ["INVALID", "NEW", "SNAT"]


def test_a_port_belongs_to_the_module_that_was_named_before_the_protocol() -> None:
    assert only("-m udp -p udp -d 10.0.0.1 --dport 53") == (
        MatchAddress(Side.DESTINATION, parse_network("10.0.0.1")),
        MatchProtocol(Protocol.UDP),
        MatchPort(Protocol.UDP, Side.DESTINATION, 53, 53),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "-A NOWHERE -j ACCEPT",
            "table filter has no chain NOWHERE; declare it before this line: :NOWHERE - [0:0]",
        ),
        (
            "-A INPUT -j NOWHERE",
            "table filter has no chain NOWHERE; declare it before this line: :NOWHERE - [0:0]",
        ),
        ("-A INPUT -g LOG", "table filter has no chain LOG; declare it before this line: :LOG - [0:0]"),
        ("-D INPUT 1", "“-D” is not read here; a rule starts with -A and the name of a chain"),
        ("INPUT", "“INPUT” is not read here; a rule starts with -A and the name of a chain"),
        ("-t mystery -A INPUT", "there is no table mystery; there are mangle, nat, filter, raw, security"),
        ("-A INPUT -s example.org", "“example.org” is neither an address nor a range such as 10.0.0.0/8"),
        ("-A INPUT -s fd00::1", "fd00::1 is no IPv4 address, and these are IPv4 rules"),
        ("-A INPUT ! -s 1.1.1.1,2.2.2.2", "! -s takes one address; write a rule for each of 1.1.1.1,2.2.2.2"),
        ("-A INPUT -s 1.1.1.1 -s 2.2.2.2", "-s is given twice; a rule has at most one"),
        ("-A INPUT -j ACCEPT -j DROP", "-j is given twice; a rule has at most one"),
        ("-A INPUT -p tcp --dport web", "“web” is not a port, which is a number from 0 to 65535"),
        ("-A INPUT -p tcp --dport 70000", "“70000” is not a port, which is a number from 0 to 65535"),
        (
            "-A INPUT -p tcp --dport 90:80",
            "the port range 90:80 ends before it begins; write the lower port first",
        ),
        ("-A INPUT --dport 80", "--dport belongs to no match; write -m and the name of its match before it"),
        ("-A INPUT stray -j DROP", "“stray” belongs to no option; an option such as -s comes before it"),
        ("-A INPUT -j", "-j has no value; write one after it"),
        ("-A INPUT -m mark --mark x", "“x” is not a mark, which is a number from 0 to 4294967295"),
        (
            "-A INPUT -m conntrack --ctstate OLD",
            "“OLD” is no connection state;"
            " they are INVALID, NEW, RELATED, ESTABLISHED, UNTRACKED, SNAT, DNAT",
        ),
        (
            "-A INPUT -m statistic --mode random --probability 2",
            "“2” is no probability, which is a number from 0 to 1",
        ),
        ("-A INPUT -j MASQUERADE", "MASQUERADE cannot stand in table filter; write it in table nat"),
        (
            "-t nat -A OUTPUT -j DROP",
            "DROP cannot stand in table nat, which is not for filtering; write it in table filter",
        ),
        ("-t nat -A OUTPUT -j DNAT --to-destination nowhere", "“nowhere” is not an IP address"),
        ("-P INPUT", "“” is no policy; write ACCEPT or DROP"),
        ("-N INPUT", "chain INPUT exists already; leave this line out"),
        ("-I INPUT 5 -j DROP", "there is no place 5 in INPUT; insert at a number from 1 to 1"),
        ("-A INPUT -m comment --comment 'open", "a quote is open at the end of the line; close it"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(text: str, message: str) -> None:
    assert wrong(f"# a comment\n{text}\n") == f"line 2: {message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("*filter\n-A INPUT -j DROP\n", "line 2: *filter is not closed; end it with COMMIT"),
        ("*filter\n*nat\n", "line 2: *filter is not closed; write COMMIT before *nat"),
        (
            "*filter\n:A\n",
            "line 2: a chain is declared as :NAME - [0:0], a built-in one as :NAME ACCEPT [0:0]",
        ),
        (
            "*filter\n:A ACCEPT [0:0]\n",
            "line 2: A is no built-in chain of table filter; only those have a policy",
        ),
        (
            "*filter\n:INPUT - [0:0]\n",
            "line 2: INPUT is built in; declare it with its policy: :INPUT ACCEPT [0:0]",
        ),
        ("*filter\n:INPUT QUEUE [0:0]\n", "line 2: “QUEUE” is no policy; write ACCEPT or DROP"),
        (
            '*filter\n-A INPUT -m comment --comment "x\n',
            'line 2: a double quote is open at the end of the line; close it with "',
        ),
    ],
)
def test_what_is_wrong_with_a_section(text: str, message: str) -> None:
    assert wrong(text) == message


def test_the_error_knows_its_line() -> None:
    with pytest.raises(ValueError, match="line 3") as error:
        parse_ruleset("\n\n-A NOWHERE")
    assert isinstance(error.value, RulesTextError)
    assert error.value.line == 3
