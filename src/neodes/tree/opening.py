"""Which bloc a new bloc belongs to, as lines go by: the last one of its parent's type that is still open.

A bloc closes those of its depth and below. A bloc out of order must not make orphans of all that follows: what it
closed is kept aside as long as its own parent is open, and taken back when the next bloc belongs there. A parent that
was closed in the right order is never taken back: its would-be child is an orphan. So is a bloc that has no parent at
all, and it does not take theirs from the blocs that follow it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from neodes.tree.plan import ROOT, Plan


class Place(Enum):
    """How a bloc fits where it stands."""

    RIGHT = "right"
    MISPLACED = "misplaced"
    ORPHAN = "orphan"


class OpenBloc:
    """An occurrence of a bloc while it is open.

    `counts` counts its children by type, `last` is the type of the last one; `after` is the bloc it should precede
    when it is misplaced. `muted`: nothing more is to be said of what it holds.
    """

    __slots__ = ("after", "bloc", "counts", "last", "line", "muted", "parent", "place")

    def __init__(
        self, bloc: int, line: int, parent: OpenBloc | None, place: Place = Place.RIGHT, after: int = ROOT
    ) -> None:
        self.bloc = bloc
        self.line = line
        self.parent = parent
        self.place = place
        self.after = after
        self.counts: dict[int, int] = {}
        self.last = ROOT
        self.muted = False


Chain = list[OpenBloc | None]
"""Open blocs by depth; None where an orphan has no parent above it."""


class Opening:
    """The open blocs of a file; `on_close` is told of each bloc that ends, once it cannot come back.

    `open` is the chain from the envoi to the last bloc; `aside` holds, by depth, the end of a chain that a bloc of
    another type closed there.
    """

    def __init__(self, plan: Plan, on_close: Callable[[OpenBloc], None] | None = None) -> None:
        self.plan = plan
        self.on_close = on_close
        self.open: Chain = [OpenBloc(0, 0, None)]
        self.aside: dict[int, Chain] = {}
        self.envoi_seen = False

    def enter(self, bloc: int, line: int) -> OpenBloc:
        """Open a bloc at that line; the parts of the envoi need no S10.G00.00 before them to have a parent."""
        depth = self.plan.depth[bloc]
        if depth == 0:
            return self._enter_envoi(bloc, line)
        parent = self.open[depth - 1] if len(self.open) >= depth else None
        place, after = Place.RIGHT, ROOT
        if parent is None or parent.bloc != self.plan.parent[bloc]:
            parent, place, after = self._recall(bloc, depth)
        if parent is not None:
            if bloc < parent.last:
                place, after = Place.MISPLACED, parent.last
            parent.last = bloc
            parent.counts[bloc] = parent.counts.get(bloc, 0) + 1
        node = OpenBloc(bloc, line, parent, place if parent else Place.ORPHAN, after)
        self._displace(bloc, depth)
        self.open.append(node)
        return node

    def at(self, depth: int) -> OpenBloc | None:
        """The bloc that is open at that depth."""
        return self.open[depth] if len(self.open) > depth else None

    def close_all(self) -> None:
        """End of the file, or of an envoi."""
        self.forget_from(0)

    def close_from(self, depth: int) -> None:
        """Close what is open at that depth and below, for good."""
        self._drop_aside(depth)
        if len(self.open) > depth:
            self._close(self.open[depth:])
            del self.open[depth:]

    def forget_from(self, depth: int) -> None:
        """Close what is open at that depth and below, and what was kept aside there: nothing comes back."""
        self.close_from(depth)
        self._drop_aside(depth - 1)

    def _enter_envoi(self, bloc: int, line: int) -> OpenBloc:
        """A first S10.G00.00 names the envoi that is open from the start; a second one opens another envoi."""
        root = self.open[0]
        if not self.envoi_seen and root is not None:
            self.envoi_seen = True
            root.line = line
            if root.last != ROOT:
                root.place, root.after = Place.MISPLACED, root.last
            return root
        self.close_all()
        node = OpenBloc(bloc, line, None)
        self.open = [node]
        return node

    def _recall(self, bloc: int, depth: int) -> tuple[OpenBloc | None, Place, int]:
        """Take back a parent that a bloc out of order closed; (None, …) when there is none to take back."""
        wanted = self.plan.parent[bloc]
        for level in sorted(self.aside, reverse=True):
            chain, intruder, rank = self.aside[level], self.at(level), depth - 1 - level
            parent = chain[rank] if 0 <= rank < len(chain) else None
            if parent is None or parent.bloc != wanted or intruder is None:
                continue
            if any(node is not None and node.place is not Place.RIGHT for node in self.open[level:]):
                self._take_back(level)
                return parent, Place.RIGHT, ROOT
            if bloc < intruder.bloc:
                self._take_back(level)
                return parent, Place.MISPLACED, intruder.bloc
        return None, Place.ORPHAN, ROOT

    def _take_back(self, level: int) -> None:
        chain = self.aside.pop(level)
        self._drop_aside(level)
        self.aside[level] = self.open[level:]
        self.open[level:] = chain

    def _displace(self, bloc: int, depth: int) -> None:
        """Make the chain end just above that depth."""
        if len(self.open) > depth:
            current = self.open[depth]
            if current is not None and current.bloc != bloc:
                self._put_aside(depth)
            else:
                self.close_from(depth)
        else:
            self.open += [None] * (depth - len(self.open))

    def _put_aside(self, depth: int) -> None:
        """Keep the longer of what was aside and what is closed now: the short one is a bloc out of order."""
        self._drop_aside(depth)
        closed = self.open[depth:]
        del self.open[depth:]
        held = self.aside.get(depth)
        if held is None:
            self.aside[depth] = closed
        elif _size(held) > _size(closed):
            self._close(closed)
        else:
            self.aside[depth] = closed
            self._close(held)

    def _drop_aside(self, depth: int) -> None:
        """Close for good what was kept aside below that depth."""
        if self.aside and max(self.aside) > depth:
            for level in sorted(self.aside, reverse=True):
                if level > depth:
                    self._close(self.aside.pop(level))

    def _close(self, chain: Chain) -> None:
        if self.on_close is not None:
            for node in reversed(chain):
                if node is not None:
                    self.on_close(node)


def _size(chain: Chain) -> int:
    return sum(node is not None for node in chain)
