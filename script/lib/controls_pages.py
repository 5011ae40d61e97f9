"""Write docs/controles/ from the declarations of the controls; with --check, say which pages are stale instead.

One page a bloc, with every control that the norm names there, in the version in force; the index counts them, version
by version, run or not. Controls that the norm does not name have a page by subject (`APART`). The portal's pages and
`neodes explain` come from the same explanations.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from neodes.controls.base import Control, Status
from neodes.controls.explanations import fiches, sectors
from neodes.controls.registry import all_controls, find_control
from neodes.norm import DEFAULT_VERSION, NORM_VERSIONS, Norm, load_norm
from neodes.norm.named import load_named_controls

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "controles"
NOTICE = "<!-- Page écrite par script/update-docs à partir des contrôles : ne pas la modifier à la main. -->"
APART = {
    "fiches.md": (
        "Une déclaration à côté de ses fiches de paramétrage",
        "Ces contrôles ne bloquent jamais : une fiche peut tarder, et la DSN est acceptée sans elle. Le code de "
        "chacun est celui que l'organisme renverrait dans son compte rendu métier.",
        [page.id for page in fiches.PAGES],
    ),
    "metiers.md": (
        "Les contrôles de chaque métier",
        "Ces contrôles ne bloquent jamais : la DSN est acceptée sans eux, c'est l'organisme du métier qui demanderait "
        "une correction. Le partenaire de l'établissement dit lesquels sont faits ; sans partenaire, ceux du métier "
        "que le fichier désigne le sont pour information.",
        [page.id for page in sectors.PAGES],
    ),
}
"""Pages of controls that the norm does not name: title, first words, ids."""

TYPES = {
    "CCH": "cohérence entre données",
    "SIG": "signalement, qui ne bloque pas",
    "CSL": "forme de la valeur",
    "CRE": "table de référence",
    "CME": "répertoire Sirene",
    "CID": "déclarations déjà reçues",
    "CST": "structure de l'envoi",
}


def main() -> int:
    """Write or compare."""
    pages = render_pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    if "--check" not in sys.argv[1:]:
        FOLDER.mkdir(exist_ok=True)
        for name in there.keys() - pages.keys():
            (FOLDER / name).unlink()
        for name, text in pages.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
        return 0
    stale = sorted(name for name in there.keys() | pages.keys() if there.get(name) != pages.get(name))
    if stale:
        print(f"docs/controles is stale ({', '.join(stale)}): run script/update-docs")
    return 1 if stale else 0


def render_pages() -> dict[str, str]:
    """Every page by file name."""
    norm = load_norm(DEFAULT_VERSION)
    found = named_controls(norm)
    pages = {"index.md": "\n".join(_index(norm, found)) + "\n"}
    for bloc, of_bloc in groupby(found, key=lambda control: control.id[:10]):
        pages[f"{bloc}.md"] = "\n".join(_page(norm, bloc, list(of_bloc))) + "\n"
    for name, (title, words, ids) in APART.items():
        pages[name] = "\n".join(_page_apart(norm, title, words, ids)) + "\n"
    return pages


def named_controls(norm: Norm) -> list[Control]:
    """The controls that the norm of that version names, in the order of the message."""
    names = {named.id for named in load_named_controls(norm.version)}
    ranks = {bloc: rank for rank, bloc in enumerate(norm.blocs)}
    kept = [control for control in all_controls(norm) if control.id in names]
    return sorted(kept, key=lambda control: (ranks[control.id[:10]], control.id))


def is_run(control: Control) -> bool:
    return control.status is not Status.NON_EXECUTE


def _index(norm: Norm, found: list[Control]) -> Iterator[str]:
    yield f"# Les contrôles de la norme\n\n{NOTICE}\n"
    yield (
        "Chaque contrôle que le cahier technique nomme, exécuté ici ou non, et pourquoi. S'y ajoutent ceux que les "
        "tables de la norme portent sans les nommer (forme des lignes et des valeurs, codes, présence, nombre et "
        "ordre des blocs) : `neodes controls` les liste tous, `neodes explain` explique chacun.\n"
    )
    yield "## Couverture, par version de la norme\n"
    yield "| Version | " + " | ".join(TYPES) + " | Exécutés | Nommés |"
    yield "|---|" + "--:|" * (len(TYPES) + 2)
    for version in NORM_VERSIONS:
        yield _coverage(version)
    yield "\nDans chaque case : exécutés / nommés.\n"
    yield "\n".join(f"* {code} : {words}" for code, words in TYPES.items())
    yield f"\n## Par bloc ({norm.version})\n"
    yield "| Bloc | Contrôles | Exécutés |\n|---|--:|--:|"
    for bloc, of_bloc in groupby(found, key=lambda control: control.id[:10]):
        listed = list(of_bloc)
        yield f"| [{bloc} {norm.blocs[bloc].label}]({bloc}.md) | {len(listed)} | {sum(map(is_run, listed))} |"
    yield "\n## Ceux que la norme ne nomme pas\n"
    yield from (f"* [{title}]({name}) : {len(ids)} contrôles" for name, (title, _, ids) in APART.items())
    yield f"\n## Ceux qui ne s'exécutent pas ({norm.version})\n"
    yield from _not_run(found)


def _coverage(version: str) -> str:
    found = named_controls(load_norm(version))
    named, run = Counter(map(_type, found)), Counter(_type(control) for control in found if is_run(control))
    cells = [f"{run[code]} / {named[code]}" if named[code] else "—" for code in TYPES]
    return f"| {version} | {' | '.join(cells)} | {run.total()} | {named.total()} |"


def _type(control: Control) -> str:
    return control.id.rpartition("/")[2].partition("-")[0]


def _not_run(found: Iterable[Control]) -> Iterator[str]:
    left = sorted(
        (control for control in found if not is_run(control)), key=lambda control: control.reason_not_run or ""
    )
    for reason, of_reason in groupby(left, key=lambda control: control.reason_not_run or ""):
        yield f"* {reason[:1].upper()}{reason[1:]} " + ", ".join(f"`{control.id}`" for control in of_reason)


def _page_apart(norm: Norm, title: str, words: str, ids: Iterable[str]) -> Iterator[str]:
    yield f"# {title}\n\n{NOTICE}\n"
    yield f"{words} [Tous les contrôles](index.md)"
    for control in filter(None, (find_control(each, norm) for each in ids)):
        yield from _control(control)
        if control.reason_not_run:
            yield f"\n**Pourquoi il ne s'exécute pas.** {_sentence(control.reason_not_run)}"
        yield f"\n**Références.** {' '.join(map(_sentence, control.explanation.references))}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].removesuffix('.')}."


def _page(norm: Norm, bloc: str, found: list[Control]) -> Iterator[str]:
    yield f"# {bloc} {norm.blocs[bloc].label}\n\n{NOTICE}\n"
    yield f"Norme {norm.version}. [Tous les blocs](index.md)"
    for control in found:
        yield from _control(control)


def _control(control: Control) -> Iterator[str]:
    page = control.explanation
    state = control.severity.value if is_run(control) else "non exécuté"
    yield f"\n## {control.id}\n"
    yield f"{control.title} · {state} · natures {', '.join(control.natures) or 'non précisées'}\n"
    yield f"**Ce que le contrôle vérifie.** {page.verifie}\n"
    yield f"**Pourquoi.** {page.pourquoi}\n"
    yield f"**Que faire.** {page.que_faire}"


if __name__ == "__main__":
    sys.exit(main())
