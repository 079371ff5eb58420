"""How far a training step has come, and what is known of a node by then."""

from dataclasses import dataclass

from lossland.core.symbols import symbols
from lossland.core.training import Moment
from lossland.views.network.sentences import given
from lossland.views.words import tr


@dataclass(frozen=True)
class Progress:
    """Which nodes this step has come to; layers as in the layout, 0 for the inputs."""

    moment: Moment

    @property
    def nodes(self) -> int:
        return sum(self.moment.tape.net.sizes[1:])

    def forward(self, layer: int, node: int) -> bool:
        """Whether the node has its value."""
        sizes = self.moment.tape.net.sizes
        if layer == len(sizes):
            return self.moment.number > self.nodes
        return layer == 0 or self.moment.number > sum(sizes[1:layer]) + node

    def backward(self, layer: int, node: int) -> bool:
        """Whether the node has its δ."""
        sizes = self.moment.tape.net.sizes
        if not 0 < layer < len(sizes):
            return False
        return self.moment.number > self.nodes + 1 + sum(sizes[layer + 1 :]) + node

    def current(self, layer: int, node: int) -> bool:
        event = self.moment.event
        return event is not None and (event.layer + 1, event.node) == (layer, node)


def hint(moment: Moment, sample: int, layer: int, node: int) -> str:
    """All that is known of a node at this moment, in all digits."""
    tape, done = moment.tape, Progress(moment)
    names = symbols(tape.net.sizes)
    if layer == len(tape.net.sizes):
        return tr("L = {loss}", loss=given(tape.loss)) if done.forward(layer, 0) else tr("the loss, not yet known")
    name = names.nodes[layer][node]
    if layer == 0:
        return f"{name} = {given(tape.x[sample, node])}"
    if not done.forward(layer, node):
        return tr("{name}, not yet computed", name=name)
    at = layer - 1, (sample, node)
    lines = [f"z({name}) = {given(tape.z[at[0]][at[1]])}", f"a({name}) = {given(tape.a[at[0]][at[1]])}"]
    if layer == len(tape.net.sizes) - 1:
        lines.append(f"{names.targets[node]} = {given(tape.targets[at[1]])}")
    if done.backward(layer, node):
        lines.append(f"∂L/∂a({name}) = {given(tape.da[at[0]][at[1]])}")
        lines.append(f"δ({name}) = {given(tape.dz[at[0]][at[1]])}")
    return "\n".join(lines)
