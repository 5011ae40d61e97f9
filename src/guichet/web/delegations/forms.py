"""The forms of the delegations: a profile, who holds it, the establishments chosen one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundWidget

from guichet.accounts.models import Member
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.enums import ScopeKind
from guichet.delegations.models import DelegationProfile
from guichet.delegations.queries import held_profile
from guichet.delegations.scopes import Rule, Scope
from guichet.portfolio.enums import Echeance
from guichet.portfolio.models import Etablissement, Partner, SubPortfolio, Tag
from guichet.portfolio.queries import etablissements_visible_to
from guichet.web.delegations.fields import SiretsField, ValuesField, check_known


class ProfileForm(forms.Form):
    """A profile: its name, its rights, what it covers."""

    name = forms.CharField(
        label="Nom du profil",
        max_length=120,
        help_text="Ce que le profil permet, ou l'équipe à qui il est confié.",
        error_messages={"required": "Le nom manque. Donnez-en un qui dise à quoi sert le profil."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    rights = forms.MultipleChoiceField(
        label="Droits",
        choices=[(right.value, right.label) for right in Right],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Ce profil ne donne aucun droit. Cochez-en au moins un."},
    )
    scope = forms.ChoiceField(
        label="Portée",
        choices=ScopeKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "La portée manque. Dites sur quoi portent ces droits."},
    )
    sirets = SiretsField(
        label="SIRET des établissements",
        required=False,
        help_text="Un par ligne. Vous pourrez en ajouter ou en retirer à tout moment, ici ou depuis le portefeuille.",
    )
    groups = forms.MultipleChoiceField(label="Groupes", required=False, widget=forms.CheckboxSelectMultiple)
    partners = forms.MultipleChoiceField(
        label="Groupe de protection sociale", required=False, widget=forms.CheckboxSelectMultiple
    )
    echeances = forms.MultipleChoiceField(
        label="Échéance",
        required=False,
        choices=[(str(day.value), day.label.capitalize()) for day in Echeance],
        widget=forms.CheckboxSelectMultiple,
    )
    sirens = ValuesField(
        r"[0-9]{9}",
        "Un SIREN compte 9 chiffres, dont une clé.",
        label="SIREN",
        help_text="Un ou plusieurs, à la suite.",
    )
    idccs = ValuesField(r"[0-9]{4}", "Un IDCC compte 4 chiffres.", label="IDCC", help_text="Par exemple 1597, 2609.")
    tags = forms.MultipleChoiceField(label="Étiquettes", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, data: Mapping[str, Any] | None, *, actor: Actor, profile: DelegationProfile | None = None
    ) -> None:
        super().__init__(data, initial=initial_of(profile))
        self.actor, self.profile = actor, profile
        self.offer_rights(actor)
        self.offer("groups", SubPortfolio.objects.values_list("pk", "name"))
        present = profile.rule_partners if profile else []
        self.offer(
            "partners",
            (Partner.objects.filter(active=True) | Partner.objects.filter(pk__in=present)).values_list("pk", "name"),
        )
        names = {*Tag.objects.values_list("name", flat=True), *(profile.rule_tags if profile else [])}
        self.offer("tags", [(name, name) for name in sorted(names, key=str.casefold)])
        if profile is not None:
            del self.fields["sirets"]
        for name in ("partners", "groups", "tags"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                self.fields[name].help_text = "Il n'y en a pas encore."

    def offer(self, name: str, values: Iterable[tuple[Any, str]]) -> None:
        """Those one may choose among."""
        self.fields[name].choices = [(str(value), label) for value, label in values]  # type: ignore[attr-defined]

    def offer_rights(self, actor: Actor) -> None:
        """Nobody gives a right he does not hold, nor everything when he holds a part."""
        held = [right for right in Right if actor.can(right)]
        self.fields["rights"].choices = [(right.value, right.label) for right in held]  # type: ignore[attr-defined]
        kinds = [kind for kind in ScopeKind if kind != ScopeKind.TOUT or not actor.scope(Right.GERER_DELEGATIONS)]
        self.fields["scope"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The SIRETs must be those of establishments that the actor may give; a scope must hold something."""
        kind = self.cleaned_data.get("scope")
        if kind == ScopeKind.CHOISIS and self.cleaned_data.get("sirets"):
            check_known(self, "sirets", self.chosen())
        if kind == ScopeKind.GROUPES and not self.cleaned_data.get("groups"):
            self.add_error("groups", "Cochez au moins un groupe.")
        if kind == ScopeKind.REGLE and not self.errors and self.given_scope().rule.is_empty:
            self.add_error("scope", "Une règle a besoin d'au moins un critère. Donnez-en un.")
        return self.cleaned_data

    @property
    def right_boxes(self) -> list[tuple[BoundWidget, Right]]:
        """Each box with its right, for its help and its danger."""
        return [(box, Right(str(box.data["value"]))) for box in self["rights"]]

    @property
    def kind_boxes(self) -> list[tuple[BoundWidget, ScopeKind]]:
        """Each kind of scope with what it means."""
        return [(box, ScopeKind(str(box.data["value"]))) for box in self["scope"]]

    @property
    def rule_fields(self) -> list[forms.BoundField]:
        """The criteria of a rule."""
        return [self[name] for name in ("partners", "echeances", "sirens", "idccs", "tags")]

    def given_rights(self) -> list[Right]:
        """Those ticked."""
        return [Right(value) for value in self.cleaned_data["rights"]]

    def given_scope(self) -> Scope:
        """What is described, by what could be read of it."""
        data, kind = self.cleaned_data, ScopeKind(self.cleaned_data["scope"])
        if kind == ScopeKind.GROUPES:
            return Scope(kind, frozenset(map(int, data.get("groups", ()))))
        if kind != ScopeKind.REGLE:
            return Scope(kind)
        rule = Rule(
            tuple(sorted(map(int, data.get("partners", ())))),
            tuple(sorted(map(int, data.get("echeances", ())))),
            data.get("sirens", ()),
            data.get("idccs", ()),
            tuple(sorted(data.get("tags", ()))),
        )
        return Scope(kind, rule=rule)

    def chosen(self) -> QuerySet[Etablissement]:
        """The establishments of the SIRETs, those beyond the actor's own left out."""
        sirets = self.cleaned_data.get("sirets") or []
        if self.cleaned_data.get("scope") != ScopeKind.CHOISIS:
            sirets = []
        return etablissements_visible_to(self.actor, Right.GERER_DELEGATIONS).filter(siret__in=sirets)


class ChooseForm(forms.Form):
    """Establishments to add to those chosen one by one."""

    sirets = SiretsField(
        label="SIRET des établissements",
        help_text="Un par ligne ; les espaces sont acceptés.",
        error_messages={"required": "Écrivez au moins un SIRET."},
    )

    def __init__(self, data: Mapping[str, Any] | None, *, actor: Actor) -> None:
        super().__init__(data)
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        """They must be those of establishments that the actor may give."""
        if "sirets" in self.cleaned_data:
            check_known(self, "sirets", self.chosen())
        return self.cleaned_data

    def chosen(self) -> QuerySet[Etablissement]:
        """Those of the actor's own."""
        visible = etablissements_visible_to(self.actor, Right.GERER_DELEGATIONS)
        return visible.filter(siret__in=self.cleaned_data["sirets"])


class DelegationForm(forms.Form):
    """To whom, from when, until when."""

    member = forms.ModelChoiceField(
        label="Collaborateur",
        queryset=Member.objects.none(),
        empty_label="Choisissez",
        error_messages={
            "required": "Choisissez un collaborateur.",
            "invalid_choice": "Cette personne n'a plus accès à votre compte. Choisissez un collaborateur actif.",
        },
    )
    starts_on = forms.DateField(
        label="Du",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Le premier jour manque.", "invalid": "Écrivez une date, par exemple 01/12/2026."},
    )
    ends_on = forms.DateField(
        label="Au",
        required=False,
        help_text="Ce jour compris. Vide : sans fin.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Écrivez une date, par exemple 31/12/2026."},
    )

    def offer(self, members: QuerySet[Member]) -> None:
        """Those who can be chosen, by name."""
        field = self.fields["member"]
        field.queryset = members  # type: ignore[attr-defined]
        field.label_from_instance = lambda member: member.user.get_full_name()  # type: ignore[attr-defined]


class CopyForm(forms.Form):
    """The name of the copy."""

    name = forms.CharField(
        label="Nom du nouveau profil",
        max_length=120,
        error_messages={"required": "Le nom manque."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def initial_of(profile: DelegationProfile | None) -> dict[str, Any]:
    """What the form shows of a profile; a new one is of chosen establishments."""
    if profile is None:
        return {"scope": ScopeKind.CHOISIS.value}
    scope = held_profile(profile).scope
    return {
        "name": profile.name,
        "rights": [right.value for right in profile.held_rights],
        "scope": profile.scope,
        "groups": [str(group) for group in scope.groups],
        "partners": [str(partner) for partner in scope.rule.partners],
        "echeances": [str(day) for day in scope.rule.echeances],
        "sirens": ", ".join(scope.rule.sirens),
        "idccs": ", ".join(scope.rule.idccs),
        "tags": list(scope.rule.tags),
    }
