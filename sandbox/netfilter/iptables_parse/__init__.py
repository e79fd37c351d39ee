"""Reading rules: `iptables-save` text, `iptables-restore` input and the arguments of `iptables` commands.

What iptables rewrites when it saves a rule is rewritten here too, so both texts give equal values. A match or
target that is not modelled becomes `Unmodelled` with its text as it stood.
"""

from sandbox.netfilter.iptables_parse.errors import RulesTextError
from sandbox.netfilter.iptables_parse.text import parse_ruleset

__all__ = ["RulesTextError", "parse_ruleset"]
