"""Facts of the norm NEODeS: versions, blocs, rubriques, enumerations, usages, reference tables."""

from neodes.norm.loader import UnknownNormError, load_norm
from neodes.norm.model import BlocSpec, Cardinality, Norm, RubriqueSpec, Usage
from neodes.norm.tables import (
    Coverage,
    ReferenceTable,
    UnknownTableError,
    load_table,
    table_for,
    table_names,
)
from neodes.norm.versions import DEFAULT_VERSION, NORM_VERSIONS, NormMatch, nearest_version

__all__ = [
    "DEFAULT_VERSION",
    "NORM_VERSIONS",
    "BlocSpec",
    "Cardinality",
    "Coverage",
    "Norm",
    "NormMatch",
    "ReferenceTable",
    "RubriqueSpec",
    "UnknownNormError",
    "UnknownTableError",
    "Usage",
    "load_norm",
    "load_table",
    "nearest_version",
    "table_for",
    "table_names",
]
