"""Numbers of channels of LOW spectral windows: 0.5 counts fine ones, later layouts coarse ones.

| 0.5 | 0.6 | |
|---|---|---|
| `lowcbf.correlation_spws[].number_of_channels`, fine channels | coarse channels of 781.25 kHz | as many as the beams have are coarse ones already, 144 times as many are fine ones, 144 to a coarse one; where the beams do not tell, that is so by the assumption `fine-channels`; otherwise the window is lost |
"""  # noqa: E501

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, derived, node_at, nodes_at, value_at

FINE = 144
"""Fine channels in a coarse one. Source: the one known document of 0.5 has 13824 for 96."""
_MOST = 2**53 - 1
"""The greatest number of channels that layouts allow."""


def to_coarse(block: Node, ledger: Ledger) -> None:
    """Count coarse channels. A CSP configuration that has a name is of 0.6 already."""
    old = [csp for csp in nodes_at(block, "csp_configurations") if "name" not in csp]
    beams = nodes_at(node_at(block, "mccs_allocation") or {}, "subarray_beams")
    counts = [value_at(beam, "number_of_channels") for beam in beams]
    of_beams = {count for count in counts if isinstance(count, (int, float))}
    for lowcbf, window, number in _windows(old):
        if number in of_beams:
            continue  # a beam is counted in coarse channels, and has as many
        if of_beams == {number / FINE}:
            window["number_of_channels"] = derived(number // FINE, window["number_of_channels"])
        elif number % FINE:
            ledger.lose(window, f"{number} fine channels are no whole number of coarse ones")
            _drop(lowcbf, window, ledger)
        else:
            _count(lowcbf, window, number // FINE, ledger)


def to_fine(block: Node, ledger: Ledger) -> None:
    """Count fine channels."""
    for lowcbf, window, number in _windows(nodes_at(block, "csp_configurations")):
        if number * FINE > _MOST:
            ledger.lose(window, f"0.5 cannot count the fine channels of {number} coarse ones")
            _drop(lowcbf, window, ledger)
        else:
            _count(lowcbf, window, number * FINE, ledger)


def _windows(csps: list[Node]) -> list[tuple[Node, Node, int]]:
    """List the windows with their correlator and whole number of channels."""
    correlators = [node_at(csp, "lowcbf") for csp in csps]
    return [
        (lowcbf, window, int(number))
        for lowcbf in correlators
        if lowcbf is not None
        for window in nodes_at(lowcbf, "correlation_spws")
        if isinstance(number := value_at(window, "number_of_channels"), (int, float))
        and not isinstance(number, bool)
        and number == int(number)
    ]


def _count(lowcbf: Node, window: Node, number: int, ledger: Ledger) -> None:
    reason = "0.5 seems to count fine channels and 0.6 coarse ones, 144 times as wide"
    if ledger.assumed("fine-channels", window["number_of_channels"], reason):
        window["number_of_channels"] = derived(number, window["number_of_channels"])
    else:
        ledger.lose_too(window, "its number of channels is not known")
        _drop(lowcbf, window, ledger)


def _drop(lowcbf: Node, window: Node, ledger: Ledger) -> None:
    """Take a window out that is lost; where it is doubtful, nothing is written anyway."""
    if ledger.allowed.loss:
        lowcbf["correlation_spws"] = [w for w in lowcbf["correlation_spws"] if w is not window]
