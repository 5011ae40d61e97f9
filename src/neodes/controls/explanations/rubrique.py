"""Explanations of the controls on one rubrique: form, table, usage, order, unknown."""

from __future__ import annotations

from neodes.controls.base import Explanation
from neodes.controls.explanations.envelope import reference
from neodes.controls.explanations.formats import codes_in_words, format_in_words
from neodes.norm import Coverage, Norm, ReferenceTable, RubriqueSpec, Usage

_USAGE_WORDS = {
    Usage.OBLIGATOIRE: "obligatoire",
    Usage.CONDITIONNEL: "selon le cas",
    Usage.FACULTATIF: "facultative",
    Usage.INTERDIT: "interdite",
    Usage.ABSENT: "sans objet",
}


def named(spec: RubriqueSpec) -> str:
    """« Nature du contrat » (S21.G00.40.007)."""
    return f"« {spec.label} » ({spec.id})"


def source_of(norm: Norm, spec: RubriqueSpec) -> tuple[str, ...]:
    return reference(norm, f"rubrique {spec.id} « {spec.label} »")


def explain_form(norm: Norm, spec: RubriqueSpec) -> Explanation:
    codes = f" Codes admis : {codes_in_words(spec)}." if spec.codes else ""
    calendar = " Le jour doit exister dans le calendrier." if spec.kind == "D" else ""
    return Explanation(
        verifie=f"La valeur de {named(spec)} doit être : {format_in_words(spec)}.{codes}{calendar}",
        pourquoi=(
            "Une valeur mal formée ne peut pas être exploitée par les organismes : elle rend la déclaration "
            "irrecevable."
        ),
        que_faire=(
            f"Corrigez dans votre logiciel de paie la donnée qui alimente {named(spec)}, puis produisez à "
            f"nouveau le fichier. La forme attendue et les codes sont donnés par « neodes norm {spec.id} »."
        ),
        references=source_of(norm, spec),
    )


_COVERAGE_WORDS = {
    Coverage.FULL: "Un code inconnu bloque la déclaration.",
    Coverage.PARTIAL: "La table détenue ici est incomplète : un code inconnu donne un simple avertissement.",
    Coverage.MISSING: "Cette table n'est pas détenue ici : rien n'est vérifié.",
}


def explain_table(norm: Norm, spec: RubriqueSpec, table: ReferenceTable) -> Explanation:
    return Explanation(
        verifie=(
            f"Le code de {named(spec)} doit figurer dans la table « {table.title} ». {_COVERAGE_WORDS[table.coverage]}"
        ),
        pourquoi="Un code hors de la table ne désigne rien pour l'organisme qui reçoit la déclaration.",
        que_faire=(
            "Vérifiez le code auprès de l'organisme ou dans la fiche de paramétrage, puis corrigez-le dans votre "
            "logiciel de paie. Si le code est bon, l'avertissement peut être ignoré."
        ),
        references=(*source_of(norm, spec), *([table.reason] if table.reason else [])),
    )


def explain_usage(norm: Norm, spec: RubriqueSpec) -> Explanation:
    by_usage: dict[str, list[str]] = {}
    for nature, usage in spec.usage.items():
        by_usage.setdefault(_USAGE_WORDS[usage], []).append(nature)
    words = " ; ".join(f"{usage} dans {_natures(natures)}" for usage, natures in by_usage.items())
    return Explanation(
        verifie=(
            f"{named(spec)} est, selon la nature de la déclaration : {words or 'sans règle connue'}. Une rubrique "
            "obligatoire doit être présente dès que son bloc l'est ; une rubrique interdite doit être absente."
            f"{doubt_in_words(sorted(spec.doubtful))}"
        ),
        pourquoi=(
            "Les organismes attendent exactement les rubriques de chaque nature de déclaration : une donnée qui "
            "manque, ou qui est en trop, rend la déclaration irrecevable."
        ),
        que_faire=(
            "Si la rubrique manque, renseignez la donnée dans votre logiciel de paie. Si elle est en trop, "
            "vérifiez la nature de la déclaration et le paramétrage du logiciel."
        ),
        references=source_of(norm, spec),
    )


def doubt_in_words(natures: list[str]) -> str:
    """Natures whose rule is carried over from another year of the norm: it warns, it does not block."""
    if not natures:
        return ""
    return f" Pour {_natures(natures)}, la règle vient d'une autre année de la norme : un écart avertit sans bloquer."


def _natures(natures: list[str]) -> str:
    """« la nature 01 », « les natures 01, 04 et 05 »."""
    if len(natures) == 1:
        return f"la nature {natures[0]}"
    return f"les natures {', '.join(natures[:-1])} et {natures[-1]}"


def explain_rubrique_order(norm: Norm, spec: RubriqueSpec) -> Explanation:
    return Explanation(
        verifie=(
            f"Dans un bloc {spec.bloc}, les rubriques se suivent par numéro croissant et chacune n'apparaît "
            f"qu'une fois ; {named(spec)} ne peut donc ni revenir en arrière ni se répéter."
        ),
        pourquoi="L'ordre des rubriques dit où commence et où finit chaque bloc.",
        que_faire="Signalez l'anomalie à l'éditeur de votre logiciel : l'ordre des lignes ne se saisit pas.",
        references=reference(norm, "règles générales : ordre des rubriques"),
    )


def explain_unknown(norm: Norm, identifier: str, kind: str) -> Explanation:
    return Explanation(
        verifie=f"{kind} {identifier} doit exister dans la norme {norm.version}.",
        pourquoi=(
            "Une donnée que la norme ne connaît pas n'est transmise à aucun organisme. Elle vient souvent d'une "
            "autre version de la norme."
        ),
        que_faire=(
            "Vérifiez la version de la norme du fichier (S10.G00.00.006) et mettez votre logiciel de paie à jour."
        ),
        references=reference(norm, "liste des blocs et rubriques"),
    )
