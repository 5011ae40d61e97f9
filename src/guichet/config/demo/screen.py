"""What the demonstration prints."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from rich.console import Console
from rich.table import Table

from guichet.config.demo.people import FIRM_NAME, LOGINS, PARTNER_LOGIN, PASSWORD, administrator
from guichet.deposits.models import Deposit
from guichet.portfolio.models import Etablissement


def show_logins(console: Console, folder: Path, *, port: int) -> None:
    """The address, who can log in, where e-mails and logs go, how to stop."""
    table = Table(title=f"{FIRM_NAME} : qui peut se connecter", title_justify="left")
    for title in ("Adresse électronique", "Mot de passe", "Nom"):
        table.add_column(title, no_wrap=True)
    table.add_column("Ce qu'on y voit")
    for login in (*LOGINS, PARTNER_LOGIN):
        table.add_row(login.email, PASSWORD, login.name, login.shows)
    console.print()
    console.print(f"Guichet est prêt : [bold]http://127.0.0.1:{port}/[/bold]  (sur cette machine seulement)")
    console.print()
    console.print(table)
    console.print(f"Courriels : {folder}/courriels", soft_wrap=True)
    console.print(f"Journaux : {folder}/journaux", soft_wrap=True)
    console.print("Ctrl-C arrête tout ; les données sont gardées.")


def show_results(console: Console) -> None:
    """The portfolio and the summary of each deposit, as tables."""
    with transaction.atomic():
        administrator()  # opens the context of the firm
        console.print(_portfolio_table())
        console.print(_deposits_table())


def _portfolio_table() -> Table:
    table = Table(title=f"Portefeuille de {FIRM_NAME}", title_justify="left", caption_justify="left")
    for title in ("SIRET", "Dénomination", "État", "Échéance", "Partenaire", "Effectif"):
        table.add_column(title, justify="right" if title == "Effectif" else "left", no_wrap=title == "SIRET")
    rows = Etablissement.objects.select_related("partner", "partner_propose").order_by("siret")
    for row in rows:
        partner = row.partner or row.partner_propose
        echeance = row.echeance or row.echeance_proposee
        table.add_row(
            row.siret,
            row.raison_sociale or "—",
            row.get_state_display(),
            f"le {echeance}{'' if row.echeance else ' (proposé)'}" if echeance else "—",
            f"{partner.name}{'' if row.partner else ' (proposé)'}" if partner else "—",
            "—" if row.headcount is None else str(row.headcount),
        )
    table.caption = f"{len(rows)} établissement(s)"
    return table


def _deposits_table() -> Table:
    table = Table(title="Dépôts et comptes rendus", title_justify="left", caption_justify="left")
    for title in ("Fichier", "État", "Norme"):
        table.add_column(title, overflow="fold")
    for title in ("Décl.", "Bloq.", "Avert.", "Info."):
        table.add_column(title, justify="right", no_wrap=True)
    rows = Deposit.objects.order_by("received_at", "file_name")
    for row in rows:
        counts = (row.declaration_count, row.bloquants, row.avertissements, row.informations)
        state = row.get_state_display() + (" (déjà déposé)" if row.duplicate_of_id else "")
        table.add_row(row.file_name, state, row.norm or "—", *(str(count) for count in counts))
    table.caption = f"{len(rows)} fichier(s)"
    return table
