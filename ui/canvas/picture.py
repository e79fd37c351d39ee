"""What is drawn, and where: kept up with the scenario in one place."""

from collections.abc import Iterable

from sandbox.kube import EndpointIndex, Node, ObjectKey, Pod, Service
from sandbox.net import family_of
from sandbox.scenario import Client, KubeObject, LoadBalancer, Scenario
from sandbox.scenario.diff import ScenarioDiff
from ui.canvas.geometry.arrange import places_for
from ui.canvas.geometry.boxes import Box, Point
from ui.canvas.geometry.card import Backing, service_face
from ui.canvas.geometry.face import Face, Measure, Switch
from ui.canvas.geometry.lines import Path
from ui.canvas.geometry.network import Plug, Wiring, wiring_of
from ui.canvas.geometry.node import NodeLayout, node_layout, pod_face
from ui.canvas.geometry.outside import balancer_face, client_face
from ui.canvas.places import KINDS, Places

DEVICE_PREFIXES = {"Node": "node", "Pod": "pod", "Client": "client", "LoadBalancer": "lb"}
"""How a trace begins the name of a device of each kind."""


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

    @property
    def scenario(self) -> Scenario:
        """The scenario that is drawn."""
        return self._scenario

    def sync(self, change: ScenarioDiff, scenario: Scenario) -> None:
        """Bring everything that `change` names up to `scenario`."""
        before, self._scenario = self._scenario, scenario
        touched = [key for key in (*change.added, *change.changed) if key in scenario.by_key]
        nodes: dict[str, None] = {}
        for key in change.removed:
            self._forget(key, nodes)
        for key in touched:
            self._note(scenario.by_key[key], nodes)
        if scenario.network != before.network:
            nodes |= dict.fromkeys(each.metadata.name for each in scenario.nodes)
        outside = [key for key in touched if key.kind in ("Client", "LoadBalancer")]
        cards = self._stale_cards(before, change)
        self._lay_out(nodes, outside, cards)
        self._wiring = None
        self.revision += 1

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

    def attach_y(self, node: ObjectKey) -> float:
        """How far below a node's top its line to the network is."""
        return self._layouts[node.name].attach_y

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
        pods = list(self._pods_of.get(name, ()))
        if name not in self._layouts or key not in pods:
            return ()
        box = self.places.box(key_of(node))
        way = self._layouts[name].ways[pods.index(key)]
        return tuple(Point(point.x + box.x, point.y + box.y) for point in way)

    def _forget(self, key: ObjectKey, nodes: dict[str, None]) -> None:
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
            case Node():
                nodes[value.metadata.name] = None
            case Pod():
                if self._home.get(value.key) != value.node_name:
                    self._leave(value.key, nodes)
                    self._home[value.key] = value.node_name
                    self._pods_of.setdefault(value.node_name, {})[value.key] = None
                nodes[value.node_name] = None
            case _:
                pass

    def _stale_cards(self, before: Scenario, change: ScenarioDiff) -> list[ObjectKey]:
        """Cards to lay out: those that changed, and all of them where endpoints may have."""
        keys = (*change.added, *change.removed, *change.changed)
        after = self._scenario
        if any(key.kind in ("Pod", "EndpointSlice") for key in keys) or len(before.nodes) != len(after.nodes):
            return [each.key for each in after.services]
        return [key for key in keys if key.kind == "Service" and key in after.by_key]

    def _lay_out(self, nodes: Iterable[str], outside: list[ObjectKey], cards: list[ObjectKey]) -> None:
        """Give boxes to what is named; what has no place gets one when all sizes are known."""
        self._make_cards(cards)
        free = [*cards, *outside]
        for name in nodes:
            free += self._lay_out_node(name)
        sized = [(key, face.width, face.height) for key in free for face in (self._sized(key),)]
        self._arrange([each for each in sized if self._wanted_place(each[0]) is None])
        for key, width, height in sized:
            place = self._wanted_place(key) or self._arranged[key]
            self.places.put(key, Box(place.x, place.y, width, height))
        for name in nodes:
            self._place_pods(name)

    def _make_cards(self, cards: list[ObjectKey]) -> None:
        if not cards:
            return
        index = EndpointIndex(self._scenario.pods, self._scenario.endpoint_slices, self._scenario.nodes)
        for key in cards:
            service = self._scenario.by_key[key]
            assert isinstance(service, Service)
            self._faces[key] = service_face(service, backing_of(service, index), self._measure)

    def _lay_out_node(self, name: str) -> list[ObjectKey]:
        """The keys that need a place: the node itself, or the pods of a node that is not there."""
        node = self._scenario.by_key.get(ObjectKey("Node", "", name))
        pods = list(self._pods_of.get(name, ()))
        if not isinstance(node, Node):
            return pods
        found = [pod for key in pods if isinstance(pod := self._scenario.by_key[key], Pod)]
        self._layouts[name] = node_layout(node, found, self._scenario.network.cni, self._measure)
        self._faces[node.key] = self._layouts[name].face
        return [node.key]

    def _place_pods(self, name: str) -> None:
        layout = self._layouts.get(name)
        if layout is None:
            return
        box = self.places.box(ObjectKey("Node", "", name))
        for key, place in zip(self._pods_of.get(name, ()), layout.pods, strict=True):
            self.places.put(key, place.moved(box.x, box.y))
            self._faces.pop(key, None)

    def _sized(self, key: ObjectKey) -> Face:
        if key.kind == "Pod":
            return self._faces.setdefault(key, self._loose_pod(key))
        return self.face(key)

    def _loose_pod(self, key: ObjectKey) -> Face:
        """A pod that is in no node stands on the canvas by itself."""
        pod = self._scenario.by_key[key]
        assert isinstance(pod, Pod)
        return pod_face(pod, 240.0, self._measure)

    def _wanted_place(self, key: ObjectKey) -> Point | None:
        position = self._scenario.by_key[key].metadata.position
        return None if position is None else Point(*position)

    def _arrange(self, unplaced: list[tuple[ObjectKey, float, float]]) -> None:
        """Find places for objects without one, once for each."""
        new = [each for each in unplaced if each[0] not in self._arranged]
        if not new:
            return
        taken = [self.places.box(key) for key in self.places if self.node_of(key) is None]
        waiting = [key for key in self._faces if key not in self.places and self.node_of(key) is None]
        for key in waiting:
            place, face = self._wanted_place(key), self._faces[key]
            if place is not None:
                taken.append(Box(place.x, place.y, face.width, face.height))
        self._arranged |= places_for(new, taken)

    def _make_face(self, key: ObjectKey) -> Face:
        value = self._scenario.by_key[key]
        match value:
            case Client():
                return client_face(value, self._measure)
            case LoadBalancer():
                return balancer_face(value, self._measure)
            case Pod():
                return pod_face(value, self.places.box(key).width, self._measure)
            case _:
                raise KeyError(key)

    def _join(self) -> Wiring:
        nodes = {}
        for name, layout in self._layouts.items():
            key = ObjectKey("Node", "", name)
            box = self.places.box(key)
            nodes[device_of(key)] = Plug(box, box.y + layout.attach_y)
        clients = [each.key for each in self._scenario.clients]
        balancers = [each.key for each in self._scenario.load_balancers]
        outside = {device_of(key): self._side_plug(key) for key in (*clients, *balancers)}
        loose = (key for name, pods in self._pods_of.items() if name not in self._layouts for key in pods)
        cards = (*(each.key for each in self._scenario.services), *loose)
        return wiring_of(nodes, outside, [self.places.box(key) for key in cards])

    def _side_plug(self, key: ObjectKey) -> Plug:
        box = self.places.box(key)
        return Plug(box, box.middle.y)


def backing_of(service: Service, index: EndpointIndex) -> Backing:
    """How many endpoints the Service's first port has."""
    if not service.ports or not service.cluster_ips:
        pods = index.pods_selected_by(service)
        return Backing(len(pods), sum(each.ready for each in pods))
    found = index.endpoints(service, service.ports[0], family_of(service.cluster_ips[0]))
    return Backing(len(found), sum(each.ready for each in found))
