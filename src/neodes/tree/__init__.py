"""Lines + norm → blocs with their parents."""

from neodes.tree.bloc import Bloc, Tree, read_tree
from neodes.tree.occurrences import OrderFault, occurrences, order_faults
from neodes.tree.opening import OpenBloc, Opening, Place
from neodes.tree.plan import Plan, load_plan

__all__ = [
    "Bloc",
    "OpenBloc",
    "Opening",
    "OrderFault",
    "Place",
    "Plan",
    "Tree",
    "load_plan",
    "occurrences",
    "order_faults",
    "read_tree",
]
