"""What is drawn, and where: kept up with the scenario in one place."""

from collections.abc import Iterable

from sandbox.geometry.boxes import Box, Point
from sandbox.geometry.lines import Path
from sandbox.geometry.wiring import Plug, Wiring, wiring_of
from sandbox.kube import EndpointIndex, Node, ObjectKey, Pod, Service, zone_of
from sandbox.net.words import one_line
from sandbox.scenario import Client, HostDocument, KubeObject, LoadBalancer, Note, NoteShape, Scenario
from sandbox.scenario.diff import ScenarioDiff, diff
from sandbox.scenario.objects import NO_STATE
from ui.canvas.backing import backing_of, stale_cards
from ui.canvas.geometry.arrange import places_for
from ui.canvas.geometry.card import service_face
from ui.canvas.geometry.face import Face, Measure, Switch
from ui.canvas.geometry.node import POD_HEIGHT, Head, NodeLayout, node_layout, pod_face
from ui.canvas.geometry.note import note_face
from ui.canvas.geometry.outside import balancer_face, client_face
from ui.canvas.geometry.zoned import whole_cluster
from ui.canvas.places import KINDS, Kind, Places

DEVICE_PREFIXES = {"Node": "node", "Pod": "pod", "Client": "client", "LoadBalancer": "lb"}
"""How a trace begins the name of a device of each kind."""

NOTE_KINDS = {
    NoteShape.PAPER: Kind.NOTE,
    NoteShape.RECTANGLE: Kind.FRAME,
    NoteShape.ELLIPSE: Kind.ELLIPSE,
}
"""What each shape of a note is drawn as."""
LOOSE_WIDTH = 240.0
"""Width of a pod that is on no node."""


def device_of(key: ObjectKey) -> str:
    """What a trace calls the device: `pod/default/busybox`."""
    return f"{DEVICE_PREFIXES[key.kind]}/{key.path}"


def key_of(device: str) -> ObjectKey:
    """The object that a trace's device is. Raises KeyError for a prefix that is none."""
    prefix, _, path = device.partition("/")
    kind = {name: kind for kind, name in DEVICE_PREFIXES.items()}[prefix]
    namespace, _, name = path.rpartition("/")
    return ObjectKey(kind, namespace, name)


class Picture:
    """Boxes, faces and lines of the scenario's objects. `sync` alone adds, moves and removes them."""

    def __init__(self, measure: Measure) -> None:
        self.places = Places()
        self.revision = 0
        """Counts up with every change."""
        self._measure = measure
        self._scenario = Scenario()
        self._layouts: dict[str, NodeLayout] = {}
        self._faces: dict[ObjectKey, Face] = {}
        self._pods_of: dict[str, dict[ObjectKey, None]] = {}
        self._home: dict[ObjectKey, str] = {}
        self._arranged: dict[ObjectKey, Point] = {}
        self._wiring: Wiring | None = None
        self._with_namespaces = False

    @property
    def scenario(self) -> Scenario:
        """The scenario that is drawn."""
        return self._scenario

    def sync(self, change: ScenarioDiff, scenario: Scenario) -> None:
        """Bring everything that `change` names up to `scenario`."""
        before, self._scenario = self._scenario, scenario
        touched = [key for key in (*change.added, *change.changed) if key in scenario.by_key]
        tags_changed = self._count_namespaces(change)
        nodes: dict[str, None] = {}
        for key in change.removed:
            self._forget(key, nodes)
        for key in touched:
            self._note(scenario.by_key[key], nodes)
        if scenario.network != before.network:
            nodes |= dict.fromkeys(each.metadata.name for each in scenario.nodes)
        outside = [key for key in touched if key.kind in ("Client", "LoadBalancer", "Note")]
        cards = (
            [each.key for each in scenario.services]
            if tags_changed
            else stale_cards(before, scenario, change)
        )
        self._lay_out(nodes, outside, cards)
        self._wiring = None
        self.revision += 1

    @classmethod
    def ahead(cls, scenario: Scenario, measure: Measure) -> "Picture":
        """The picture of a scenario that is not shown yet: may be laid out on any thread, for `take`."""
        picture = cls(measure)
        picture.sync(diff(Scenario(), scenario), scenario)
        picture.places.bounds()  # remembered; the first question imports NumPy, too
        return picture

    def take(self, other: "Picture") -> None:
        """Draw what `other` has laid out, which nobody may use any more."""
        revision, measure = self.revision, self._measure
        self.__dict__.update(other.__dict__)
        self.revision, self._measure = revision + 1, measure

    def face(self, key: ObjectKey) -> Face:
        """What an object shows; laid out when it is first asked for."""
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = self._make_face(key)
        return face

    def switch_at(self, key: ObjectKey, point: Point) -> Switch | None:
        """The button of a card at a point of the scene."""
        box = self.places.box(key)
        inside = Point(point.x - box.x, point.y - box.y)
        return next((each for each in self.face(key).switches if each.box.holds(inside)), None)

    def node_of(self, key: ObjectKey) -> ObjectKey | None:
        """The node that a pod is drawn in; None if it is in none."""
        name = self._home.get(key)
        return None if name is None or name not in self._layouts else ObjectKey("Node", "", name)

    def pods_in(self, node: ObjectKey) -> tuple[ObjectKey, ...]:
        """The pods that are drawn in a node."""
        return tuple(self._pods_of.get(node.name, ()))

    def shown(self, key: ObjectKey) -> ObjectKey | None:
        """What of an object is drawn: itself, or the node that it is folded into; None if nothing is."""
        if key in self.places:
            return key
        node = self.node_of(key)
        return node if node is not None and node in self.places else None

    def title(self, key: ObjectKey) -> str:
        """What an object is called where there is room for a line only."""
        value = self._scenario.by_key[key]
        return one_line(value.text.partition("\n")[0]) if isinstance(value, Note) else key.name

    def attach_y(self, node: ObjectKey) -> float:
        """How far below a node's top its line to the network is."""
        return self._layouts[node.name].attach_y

    def head(self, node: ObjectKey) -> Head:
        """What stands at a node's top."""
        return self._layouts[node.name].head

    @property
    def wiring(self) -> Wiring:
        """The lines between devices."""
        if self._wiring is None:
            self._wiring = self._join()
        return self._wiring

    def route(self, sender: str, receiver: str) -> Path:
        """The way of a packet between two devices; empty where nothing joins them."""
        inside = self._way_inside(sender, receiver)
        if inside:
            return inside
        backward = self._way_inside(receiver, sender)
        return tuple(reversed(backward)) if backward else self.wiring.route(sender, receiver)

    def _way_inside(self, node: str, pod: str) -> Path:
        """From a node's bridge to a pod of it."""
        if not node.startswith("node/") or not pod.startswith("pod/"):
            return ()
        key, name = key_of(pod), node.removeprefix("node/")
        if name not in self._layouts or key not in self._pods_of.get(name, ()):
            return ()
        pods = list(self._pods_of[name])
        box = self.places.box(key_of(node))
        way = self._layouts[name].ways[pods.index(key)]
        return tuple(Point(point.x + box.x, point.y + box.y) for point in way)

    def _forget(self, key: ObjectKey, nodes: dict[str, None]) -> None:
        if key.kind == "Host":
            nodes[key.name] = None
        if key.kind not in KINDS:
            return
        self._faces.pop(key, None)
        self._arranged.pop(key, None)
        if key in self.places:
            self.places.remove(key)
        if key.kind == "Pod":
            self._leave(key, nodes)
        elif key.kind == "Node":
            self._layouts.pop(key.name, None)
            nodes[key.name] = None

    def _leave(self, pod: ObjectKey, nodes: dict[str, None]) -> None:
        """Take a pod off its node, which is then to be laid out anew."""
        home = self._home.pop(pod, None)
        if home is not None:
            self._pods_of[home].pop(pod, None)
            nodes[home] = None

    def _note(self, value: KubeObject, nodes: dict[str, None]) -> None:
        """Take in an object that came or changed; its node, or itself, is to be laid out."""
        if value.key.kind in KINDS:
            self._faces.pop(value.key, None)
        match value:
            case Node() | HostDocument():
                nodes[value.metadata.name] = None
            case Pod():
                if self._home.get(value.key) != value.node_name:
                    self._leave(value.key, nodes)
                    self._home[value.key] = value.node_name
                    self._pods_of.setdefault(value.node_name, {})[value.key] = None
                nodes[value.node_name] = None
            case _:
                pass

    def _count_namespaces(self, change: ScenarioDiff) -> bool:
        """Whether namespaces begin or cease to say something: where there are several, they are shown."""
        if not any(key.namespace for key in (*change.added, *change.removed)):
            return False
        spaces = {each.metadata.namespace for each in self._scenario.pods}
        spaces |= {each.metadata.namespace for each in self._scenario.services}
        several = len(spaces) > 1
        changed, self._with_namespaces = several != self._with_namespaces, several
        if changed:
            self._faces = {key: face for key, face in self._faces.items() if key.kind != "Pod"}
        return changed

    def _lay_out(self, nodes: Iterable[str], outside: list[ObjectKey], cards: list[ObjectKey]) -> None:
        """Give boxes to what is named; what has no place gets one when all sizes are known."""
        self._make_cards(cards)
        free = [*cards, *outside]
        for name in nodes:
            free += self._lay_out_node(name)
        sized = [(key, *self._size(key)) for key in free]
        self._arrange(sized)
        for key, width, height in sized:
            place = self._wanted_place(key) or self._arranged[key]
            self.places.put(key, Box(place.x, place.y, width, height), self._form(key))
        for name in nodes:
            self._place_pods(name)

    def _make_cards(self, cards: list[ObjectKey]) -> None:
        if not cards:
            return
        index = EndpointIndex(self._scenario.pods, self._scenario.endpoint_slices, self._scenario.nodes)
        for key in cards:
            service = self._scenario.by_key[key]
            assert isinstance(service, Service)
            backing = backing_of(service, index)
            self._faces[key] = service_face(
                service, backing, self._measure, with_namespace=self._with_namespaces
            )

    def _lay_out_node(self, name: str) -> list[ObjectKey]:
        """The keys that need a place: the node itself, or the pods of a node that is not there."""
        node = self._scenario.by_key.get(ObjectKey("Node", "", name))
        pods = list(self._pods_of.get(name, ()))
        if not isinstance(node, Node):
            return pods
        found = [pod for key in pods if isinstance(pod := self._scenario.by_key[key], Pod)]
        self._layouts[name] = node_layout(
            node,
            found,
            self._scenario.network.cni,
            self._measure,
            is_attached=self._scenario.attached_state(name) != NO_STATE,
        )
        self._faces.pop(node.key, None)
        return [node.key]

    def _place_pods(self, name: str) -> None:
        layout = self._layouts.get(name)
        if layout is None:
            return
        box = self.places.box(ObjectKey("Node", "", name))
        for key, place in zip(self._pods_of.get(name, ()), layout.pods, strict=True):
            if place is not None:
                self.places.put(key, place.moved(box.x, box.y))
                self._faces.pop(key, None)
            elif key in self.places:
                self.places.remove(key)

    def _size(self, key: ObjectKey) -> tuple[float, float]:
        """How large an object with a place of its own is. A pod that is in no node is one of these."""
        if key.kind == "Pod":
            return LOOSE_WIDTH, POD_HEIGHT
        shape = self._layouts[key.name] if key.kind == "Node" else self.face(key)
        return shape.width, shape.height

    def _form(self, key: ObjectKey) -> Kind:
        value = self._scenario.by_key[key]
        return NOTE_KINDS[value.shape] if isinstance(value, Note) else KINDS[key.kind]

    def _wanted_place(self, key: ObjectKey) -> Point | None:
        position = self._scenario.by_key[key].metadata.position
        return None if position is None else Point(*position)

    def _arrange(self, sized: list[tuple[ObjectKey, float, float]]) -> None:
        """Find places for objects without one, once for each."""
        unplaced = (each for each in sized if self._wanted_place(each[0]) is None)
        new = [each for each in unplaced if each[0] not in self._arranged]
        if not new:
            return
        taken = [self.places.box(key) for key in self.places if self.node_of(key) is None]
        for key, width, height in sized:
            place = self._wanted_place(key)
            if place is not None and key not in self.places:
                taken.append(Box(place.x, place.y, width, height))
        if taken or not any(key.kind == "Node" for key, _, _ in new):
            self._arranged |= places_for(new, taken)
        else:
            zones = {each.key: zone_of(each) for each in self._scenario.nodes}
            self._arranged |= whole_cluster(new, zones)

    def _make_face(self, key: ObjectKey) -> Face:
        value = self._scenario.by_key[key]
        match value:
            case Client():
                return client_face(value, self._measure)
            case LoadBalancer():
                return balancer_face(value, self._measure)
            case Pod():
                width = self.places.box(key).width
                return pod_face(value, width, self._measure, with_namespace=self._with_namespaces)
            case Node():
                return self._layouts[key.name].face
            case Note():
                return note_face(value, self._measure)
            case _:
                raise KeyError(key)

    def _join(self) -> Wiring:
        nodes = {}
        for name, layout in self._layouts.items():
            key = ObjectKey("Node", "", name)
            box = self.places.box(key)
            nodes[f"node/{name}"] = Plug(box, box.y + layout.attach_y)
        clients = [each.key for each in self._scenario.clients]
        balancers = [each.key for each in self._scenario.load_balancers]
        outside = {device_of(key): self._side_plug(key) for key in (*clients, *balancers)}
        loose = (key for name, pods in self._pods_of.items() if name not in self._layouts for key in pods)
        cards = (*(each.key for each in self._scenario.services), *loose)
        return wiring_of(nodes, outside, [self.places.box(key) for key in cards])

    def _side_plug(self, key: ObjectKey) -> Plug:
        box = self.places.box(key)
        return Plug(box, box.middle.y)
