"""neodes: read and control DSN files (norm NEODeS).

Everything is had from here; names are imported when first used, so that `import neodes` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module

# Type checkers take this name for true; importing `typing` for it would cost more than all the rest here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from neodes.compare.comparing import compare_declarations as compare_declarations
    from neodes.compare.comparing import compare_months as compare_months
    from neodes.compare.comparing import group_findings as group_findings
    from neodes.compare.reading import snapshot as snapshot
    from neodes.compare.sequence import ANNULE_ET_REMPLACE as ANNULE_ET_REMPLACE
    from neodes.compare.sequence import check_annulations as check_annulations
    from neodes.compare.sequence import check_months as check_months
    from neodes.compare.sequence import check_order as check_order
    from neodes.compare.snapshot import DeclarationSnapshot as DeclarationSnapshot
    from neodes.compare.snapshot import FileSnapshot as FileSnapshot
    from neodes.controls.base import PLACES_KEPT as PLACES_KEPT
    from neodes.controls.base import Control as Control
    from neodes.controls.base import Explanation as Explanation
    from neodes.controls.base import Finding as Finding
    from neodes.controls.base import FindingGroup as FindingGroup
    from neodes.controls.base import Severity as Severity
    from neodes.controls.base import Status as Status
    from neodes.controls.check import check_bytes as check_bytes
    from neodes.controls.check import check_chunks as check_chunks
    from neodes.controls.explanations.sectors import is_of_the_trade as is_of_the_trade
    from neodes.controls.paths import check_member as check_member
    from neodes.controls.paths import check_path as check_path
    from neodes.controls.paths import check_paths as check_paths
    from neodes.controls.registry import all_controls as all_controls
    from neodes.controls.registry import find_control as find_control
    from neodes.controls.results import Adresse as Adresse
    from neodes.controls.results import Crash as Crash
    from neodes.controls.results import DeclarationSummary as DeclarationSummary
    from neodes.controls.results import EnvoiSummary as EnvoiSummary
    from neodes.controls.results import FileReport as FileReport
    from neodes.controls.results import SectorChoice as SectorChoice
    from neodes.fpoc.checking import FicheOf as FicheOf
    from neodes.fpoc.checking import check_beside as check_beside
    from neodes.fpoc.checking import check_fiches as check_fiches
    from neodes.fpoc.differences import Difference as Difference
    from neodes.fpoc.differences import Upcoming as Upcoming
    from neodes.fpoc.differences import differences as differences
    from neodes.fpoc.differences import upcoming as upcoming
    from neodes.fpoc.fields import ContractField as ContractField
    from neodes.fpoc.fields import criteria_of as criteria_of
    from neodes.fpoc.fields import fields_of as fields_of
    from neodes.fpoc.model import Component as Component
    from neodes.fpoc.model import Contact as Contact
    from neodes.fpoc.model import Contract as Contract
    from neodes.fpoc.model import Criterion as Criterion
    from neodes.fpoc.model import Fiche as Fiche
    from neodes.fpoc.model import FichesRead as FichesRead
    from neodes.fpoc.model import Group as Group
    from neodes.fpoc.model import Remark as Remark
    from neodes.fpoc.reading import read_fiches as read_fiches
    from neodes.fpoc.writing import write_fiches as write_fiches
    from neodes.norm import DEFAULT_VERSION as DEFAULT_VERSION
    from neodes.norm import NORM_VERSIONS as NORM_VERSIONS
    from neodes.norm import BlocSpec as BlocSpec
    from neodes.norm import Norm as Norm
    from neodes.norm import RubriqueSpec as RubriqueSpec
    from neodes.norm import UnknownNormError as UnknownNormError
    from neodes.norm import Usage as Usage
    from neodes.norm import load_norm as load_norm
    from neodes.norm import load_table as load_table
    from neodes.parser import ArchiveFault as ArchiveFault
    from neodes.parser import ArchiveLimits as ArchiveLimits
    from neodes.parser import Member as Member
    from neodes.parser import archive_kind as archive_kind
    from neodes.parser import open_members as open_members
    from neodes.report.context import ContextLine as ContextLine
    from neodes.report.context import context_lines as context_lines
    from neodes.report.csv import render_csv as render_csv
    from neodes.report.fiche_differences import difference_sentence as difference_sentence
    from neodes.report.fiche_differences import upcoming_sentence as upcoming_sentence
    from neodes.report.fiches import fiches_as_json as fiches_as_json
    from neodes.report.fiches import fiches_as_text as fiches_as_text
    from neodes.report.fiches import remark_sentence as remark_sentence
    from neodes.report.json import render_json as render_json
    from neodes.report.messages import group_message as group_message
    from neodes.report.messages import message as message
    from neodes.report.messages import shown_value as shown_value
    from neodes.report.order import held_in_words as held_in_words
    from neodes.report.order import order_of_repair as order_of_repair
    from neodes.report.text import render_text as render_text
    from neodes.sector.checking import SectorReport as SectorReport
    from neodes.sector.checking import check_sector as check_sector
    from neodes.sector.tables import family_of_partner as family_of_partner
    from neodes.tree.bloc import Bloc as Bloc
    from neodes.tree.bloc import Tree as Tree
    from neodes.tree.bloc import read_tree as read_tree
    from neodes.values.masking import mask as mask
    from neodes.values.siren import SiretCheck as SiretCheck
    from neodes.values.siren import check_siret as check_siret

_NAMES = {
    "neodes.compare.comparing": "compare_declarations compare_months group_findings",
    "neodes.compare.reading": "snapshot",
    "neodes.compare.sequence": "ANNULE_ET_REMPLACE check_annulations check_months check_order",
    "neodes.compare.snapshot": "DeclarationSnapshot FileSnapshot",
    "neodes.controls.base": "PLACES_KEPT Control Explanation Finding FindingGroup Severity Status",
    "neodes.controls.check": "check_bytes check_chunks",
    "neodes.controls.explanations.sectors": "is_of_the_trade",
    "neodes.controls.paths": "check_member check_path check_paths",
    "neodes.controls.registry": "all_controls find_control",
    "neodes.controls.results": "Adresse Crash DeclarationSummary EnvoiSummary FileReport SectorChoice",
    "neodes.fpoc.checking": "FicheOf check_beside check_fiches",
    "neodes.fpoc.differences": "Difference Upcoming differences upcoming",
    "neodes.fpoc.fields": "ContractField criteria_of fields_of",
    "neodes.fpoc.model": "Component Contact Contract Criterion Fiche FichesRead Group Remark",
    "neodes.fpoc.reading": "read_fiches",
    "neodes.fpoc.writing": "write_fiches",
    "neodes.norm": (
        "DEFAULT_VERSION NORM_VERSIONS BlocSpec Norm RubriqueSpec UnknownNormError Usage load_norm load_table"
    ),
    "neodes.parser": "ArchiveFault ArchiveLimits Member archive_kind open_members",
    "neodes.report.context": "ContextLine context_lines",
    "neodes.report.csv": "render_csv",
    "neodes.report.fiche_differences": "difference_sentence upcoming_sentence",
    "neodes.report.fiches": "fiches_as_json fiches_as_text remark_sentence",
    "neodes.report.json": "render_json",
    "neodes.report.messages": "group_message message shown_value",
    "neodes.report.order": "held_in_words order_of_repair",
    "neodes.report.text": "render_text",
    "neodes.sector.checking": "SectorReport check_sector",
    "neodes.sector.tables": "family_of_partner",
    "neodes.tree.bloc": "Bloc Tree read_tree",
    "neodes.values.masking": "mask",
    "neodes.values.siren": "SiretCheck check_siret",
}
_MODULE_OF = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = sorted(_MODULE_OF)  # noqa: PLE0605 - the names are in one place, above; a test compares them


def __getattr__(name: str) -> object:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'neodes' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(module), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULE_OF})
