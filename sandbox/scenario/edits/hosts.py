"""What a real node printed, attached to the scenario's node and taken off again."""

from msgspec.structs import replace

from sandbox.kube import Node, ObjectKey, ObjectMeta
from sandbox.scenario.edits.store import edit, find, mapped, with_object
from sandbox.scenario.errors import EditError
from sandbox.scenario.model import KubeObject, Scenario
from sandbox.scenario.objects import NO_STATE, HostDocument, NodeState


@edit
def attach_state(scenario: Scenario, key: ObjectKey, state: NodeState) -> Scenario:
    """Put what a node printed in the place of what follows from the cluster.

    A text that is empty leaves what is attached already. Raises EditError for one that cannot be read.
    """
    from sandbox.scenario.compile.attached_texts import mistakes

    node = find(scenario, key, Node)
    old = _document(scenario, node.metadata.name)
    given = {name: text for name in NodeState.__struct_fields__ if (text := getattr(state, name))}
    document = replace(old, state=replace(old.state, **given))
    for _, mistake in mistakes(document):
        raise EditError(mistake)
    return with_object(scenario, document)


@edit
def detach_state(scenario: Scenario, key: ObjectKey) -> Scenario:
    """Take what a node printed off it; a `Host` document that has nothing else goes with it."""

    def bare(value: KubeObject) -> KubeObject | None:
        if not isinstance(value, HostDocument) or value.metadata.name != key.name:
            return value
        left = replace(value, state=NO_STATE)
        return None if left == HostDocument(value.metadata) else left

    return mapped(scenario, bare, kinds=("Host",))


def _document(scenario: Scenario, name: str) -> HostDocument:
    found = scenario.by_key.get(ObjectKey("Host", "", name))
    return found if isinstance(found, HostDocument) else HostDocument(ObjectMeta(name=name))
