"""A very large firm in a database of its own, made by SQL: what the benchmarks of the portal work on.

    python bench/large_firm.py [--data FOLDER] [--etablissements 100000] [--firms 2]

100,000 establishments, 12 months of declarations (one in twenty blocking), demandes d'amorçage, 300 collaborators with
profiles by rule, by groupe, chosen one by one, or on everything. Nothing in it is of a real person: SIRETs are only
digits in order. Made again with `--again`; kept otherwise. Another benchmark calls `open_database(...)`.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from typing import Any

COLLABORATORS = 300
MONTHS = [f"2026-{month:02d}" for month in range(1, 12)] + ["2025-12"]
APP_PASSWORD = OWNER_PASSWORD = "bench-of-this-machine"
PASSWORD = "Essai-Guichet-2026"
DATABASE = "grand_cabinet"

_ETABLISSEMENTS = """
INSERT INTO portfolio_etablissement (firm_id, siret, raison_sociale, state, origin, echeance, echeance_motif,
  partner_id, without_partner, partner_motif, sub_portfolio_id, tags, apet, idcc, voie, code_postal, localite,
  contact_name, contact_email, contact_phone, headcount, facts_period, corrected, added_at, last_deposit_at,
  first_period, latest_period, latest_bloquants, latest_avertissements/* names */)
SELECT %(firm)s, lpad((%(base)s + n / 3)::text, 9, '0') || lpad((n %% 3 + 1)::text, 5, '0'),
  (ARRAY['Boulangerie','Maçonnerie','Transports','Garage','Menuiserie','Imprimerie','Théâtre','Épicerie','Cabinet',
    'Hôtel'])[1 + n %% 10] || ' ' || (ARRAY['du Parc','Élan','des Lilas','Martin','Névé','de la Gare','Saint-Éloi',
    'Côté Sud','du Marché','Ouest'])[1 + n / 10 %% 10] || ' ' || n,
  CASE WHEN n %% 20 = 0 THEN 'a_completer' WHEN n %% 50 = 1 THEN 'retire' ELSE 'actif' END, 'depot',
  CASE WHEN n %% 20 = 0 THEN NULL WHEN n %% 3 = 0 THEN 5 ELSE 15 END, '',
  CASE WHEN n %% 20 = 0 OR n %% 17 = 0 THEN NULL ELSE (SELECT min(id) + n %% 12 FROM portfolio_partner) END,
  n %% 17 = 0 AND n %% 20 <> 0, '', %(group)s + n %% 40,
  CASE n %% 4 WHEN 0 THEN ARRAY['saisonnier'] WHEN 1 THEN ARRAY['paie décalée','client important'] ELSE '{}' END,
  '4120B', lpad((16 + n %% 400)::text, 4, '0'), n || ' rue des Lilas', lpad((1000 + n %% 95000)::text, 5, '0'),
  (ARRAY['LYON','PARIS','NANCY','SAINT-ÉTIENNE','BREST','LILLE','NÎMES','DOLE'])[1 + n %% 8], '', '', '',
  (n * 7919) %% 320, '2026-11', '{}', timestamptz '2025-11-01' + n * interval '1 minute',
  timestamptz '2026-11-20' - (n %% 60) * interval '1 day', '2025-12', '2026-11',
  CASE WHEN n %% 20 = 3 THEN 2 ELSE 0 END,
  CASE WHEN n %% 5 = 2 THEN 1 ELSE 0 END/* values */
FROM generate_series(1, %(count)s) AS n
"""
_DEPOSITS = """
INSERT INTO deposits_deposit (id, firm_id, author_id, origin, file_name, size, sha256, state, reason, is_archive, mode,
  norm, declared_norm, encoding, lines, declaration_count, bloquants, avertissements, informations, held, crashes,
  attempts, received_at, finished_at, timings)
SELECT gen_random_uuid(), %(firm)s, %(author)s, 'web', 'paie-' || m || '-' || d || '.dsn', 100000,
  encode(sha256((m || d || %(firm)s)::text::bytea), 'hex'), 'termine', '', false, 'reel', 'P26V01', 'P26V01',
  'ISO-8859-1', 2000, 50, 5, 10, 0, '{}', 0, 1, (m || '-20')::timestamptz + d * interval '1 second',
  (m || '-20')::timestamptz, '{}'
FROM unnest(%(months)s::text[]) AS m, generate_series(0, (%(count)s - 1) / 50) AS d
"""
_DECLARATIONS = """
INSERT INTO deposits_declaration (firm_id, deposit_id, etablissement_id, index, state, reason, siret, nature, type,
  period, ordre, fraction, individus, first_line, last_line, added_etablissement, bloquants, avertissements,
  informations)
SELECT e.firm_id, d.id, e.id, e.rank %% 50, 'retenue', '', e.siret, '01', '01', to_char(d.received_at, 'YYYY-MM'), '1',
  '11', coalesce(e.headcount, 0), 1, 100, false, e.latest_bloquants, e.latest_avertissements, 0
FROM (SELECT *, row_number() OVER (ORDER BY id) - 1 AS rank FROM portfolio_etablissement WHERE firm_id = %(firm)s) e
JOIN deposits_deposit d ON d.firm_id = %(firm)s AND split_part(d.file_name, '-', 4) = (e.rank / 50) || '.dsn'
"""
_DEMANDES = """
INSERT INTO amorcage_demandeamorcage (firm_id, etablissement_id, partner_id, state, proposed_at, changed_at)
SELECT firm_id, id, partner_id, (ARRAY['proposee','demandee','reportee','declinee'])[1 + id %% 4], added_at, added_at
  FROM portfolio_etablissement WHERE firm_id = %(firm)s AND partner_id IS NOT NULL AND state = 'actif' AND id %% 3 <> 0
"""
_TABLES = ("portfolio_etablissement", "deposits_deposit", "deposits_declaration", "amorcage_demandeamorcage")


def open_database(folder: Path, *, etablissements: int = 100_000, firms: int = 2, again: bool = False) -> list[Any]:
    """Start the server, make what is missing, give the administrators of the firms; Django is set up on it."""
    from guichet.config import database, embedded

    cluster = embedded.start(folder / "postgres", durable=False)
    name = f"{DATABASE}_{etablissements}"
    if again:
        _drop(cluster, name)
    _environment(folder, cluster, name)
    database.create_database(cluster.url(), database=name, owner_password=OWNER_PASSWORD, app_password=APP_PASSWORD)
    import django

    django.setup()
    database.migrate()
    return [_firm(number, etablissements) for number in range(firms)]


def _environment(folder: Path, cluster: Any, name: str) -> None:
    os.environ.update(
        GUICHET_MODE="test",
        GUICHET_DATA=str(folder),
        DJANGO_SETTINGS_MODULE="guichet.config.settings",
        DATABASE_URL=cluster.url(name, "guichet_app", APP_PASSWORD),
        DATABASE_OWNER_URL=cluster.url(name, "guichet_owner", OWNER_PASSWORD),
    )


def _drop(cluster: Any, name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _firm(number: int, etablissements: int) -> Any:
    """The administrator of that firm, made with all the rest when it is not there yet."""
    from django.db import transaction

    from guichet.accounts.enums import FirmKind
    from guichet.accounts.models import User
    from guichet.accounts.services import register_firm
    from guichet.core.tenancy import enter_firm, enter_user
    from guichet.delegations.queries import membership_of

    email = f"admin{number}@grand.example"
    with transaction.atomic():
        user = User.objects.filter(email=email).first()
        if user is not None:
            enter_user(user.pk)
            member = membership_of(user.pk, None)
            assert member is not None
            enter_firm(member.firm_id)
            return member
        started = time.perf_counter()
        user = User.objects.create_user(email, PASSWORD, name=f"Administrateur {number}")
        siret = f"9800000{number}000019"[:14]
        member = register_firm(user=user, kind=FirmKind.TIERS_DECLARANT, siret=siret, name=f"Réseau {number}")
        _portfolio(member, number, etablissements)
        _collaborators(member, number)
    _analyze()
    print(f"cabinet {number} : {etablissements} établissements en {time.perf_counter() - started:.0f} s")
    return member


def _portfolio(member: Any, number: int, etablissements: int) -> None:
    from django.db import connection

    from guichet.portfolio.models import SubPortfolio, Tag

    groups = SubPortfolio.objects.bulk_create(
        [SubPortfolio(firm_id=member.firm_id, name=f"Client {rank:02d}") for rank in range(40)]
    )
    Tag.objects.bulk_create(
        [Tag(firm_id=member.firm_id, name=name) for name in ("saisonnier", "paie décalée", "client important")]
    )
    values = {
        "firm": member.firm_id,
        "author": member.pk,
        "base": 100_000_000 + number * 100_000_000,
        "group": groups[0].pk,
        "count": etablissements,
        "months": MONTHS,
    }
    with connection.cursor() as cursor:
        # Nothing is known yet of the rows that were just written: a nested loop would seem cheap.
        cursor.execute("SET LOCAL enable_nestloop = off")
        for statement in (_with_what_came_later(), _DEPOSITS, _DECLARATIONS, _DEMANDES):
            cursor.execute(statement, values)


def _with_what_came_later() -> str:
    """The statement with the texts and lists of an establishment that it does not name: empty."""
    from django.contrib.postgres.fields import ArrayField
    from django.db.models import CharField, TextField

    from guichet.portfolio.models import Etablissement

    listed = _ETABLISSEMENTS.partition("(")[2].partition("/*")[0]
    named = {name.strip() for name in listed.split(",")}
    others = [
        field for field in Etablissement._meta.concrete_fields if field.column not in named and not field.generated
    ]
    empty = {
        str(field.column): "'{}'" if isinstance(field, ArrayField) else "''"
        for field in others
        if isinstance(field, CharField | TextField | ArrayField)
    }
    names, values = ("".join(f", {each}" for each in part) for part in (empty, empty.values()))
    return _ETABLISSEMENTS.replace("/* names */", names).replace("/* values */", values)


def _collaborators(member: Any, number: int) -> None:
    """300 people, 60 profiles: by partner, échéance, IDCC, étiquette or groupe, some by list, some on everything."""
    from guichet.accounts.enums import MemberRole
    from guichet.accounts.models import Member, User

    users = User.objects.bulk_create(
        [
            User(email=f"c{rank}@grand{number}.example", name=f"Collaborateur {rank:03d}", password="!")
            for rank in range(COLLABORATORS)
        ]
    )
    members = Member.objects.bulk_create(
        [Member(firm_id=member.firm_id, user=user, role=MemberRole.COLLABORATOR) for user in users]
    )
    _delegate(member.firm_id, members)


def _delegate(firm_id: Any, members: list[Any]) -> None:
    from datetime import date

    from guichet.core.rights import Right
    from guichet.delegations.enums import ScopeKind
    from guichet.delegations.models import Delegation, DelegationProfile, ProfileEtablissement, ProfileSubPortfolio
    from guichet.portfolio.models import Etablissement, Partner, SubPortfolio

    partners = list(Partner.objects.order_by("pk").values_list("pk", flat=True))
    rules: list[dict[str, Any]] = [
        *({"rule_partners": [partner]} for partner in partners[:12]),
        *({"rule_partners": [partner], "rule_echeances": [5]} for partner in partners[:12]),
        *({"rule_idccs": [f"{16 + idcc:04d}", f"{17 + idcc:04d}"]} for idcc in range(0, 30, 2)),
        {"rule_tags": ["saisonnier"]},
        {"rule_echeances": [15]},
    ]
    rights = [right.value for right in Right if right is not Right.GERER_DELEGATIONS]
    made = [
        DelegationProfile(firm_id=firm_id, name=f"Règle {rank}", rights=rights, scope=ScopeKind.REGLE, **rule)
        for rank, rule in enumerate(rules)
    ]
    made += [
        DelegationProfile(firm_id=firm_id, name=f"Groupes {rank}", rights=rights, scope=ScopeKind.GROUPES)
        for rank in range(10)
    ]
    made += [
        DelegationProfile(firm_id=firm_id, name=f"Liste {rank}", rights=rights, scope=ScopeKind.CHOISIS)
        for rank in range(8)
    ]
    made.append(DelegationProfile(firm_id=firm_id, name="Tout", rights=rights, scope=ScopeKind.TOUT))
    profiles = DelegationProfile.objects.bulk_create(made)
    groups = list(SubPortfolio.objects.filter(firm_id=firm_id).order_by("pk").values_list("pk", flat=True))
    keys = list(Etablissement.objects.filter(firm_id=firm_id).order_by("pk").values_list("pk", flat=True))
    of_groups = [profile for profile in profiles if profile.scope == ScopeKind.GROUPES]
    ProfileSubPortfolio.objects.bulk_create(
        [
            ProfileSubPortfolio(firm_id=firm_id, profile=profile, sub_portfolio_id=group)
            for rank, profile in enumerate(of_groups)
            for group in groups[rank * 4 : rank * 4 + 4]
        ]
    )
    of_lists = [profile for profile in profiles if profile.scope == ScopeKind.CHOISIS]
    ProfileEtablissement.objects.bulk_create(
        [
            ProfileEtablissement(firm_id=firm_id, profile=profile, etablissement_id=key)
            for rank, profile in enumerate(of_lists)
            for key in keys[rank * 500 : rank * 500 + 500]
        ],
        batch_size=2000,
    )
    Delegation.objects.bulk_create(
        [
            Delegation(firm_id=firm_id, profile=profiles[(rank * 7 + step) % len(profiles)], member=member,
                       starts_on=date(2026, 1, 1))
            for rank, member in enumerate(members)
            for step in range(1 + rank % 3)
        ]
    )  # fmt: skip


def _analyze() -> None:
    """As autovacuum would within the minute: statistics, and pages known to be visible."""
    from django.db import connections

    connections["owner"].close()
    # Commits are not waited for here: until they are written, no page can be known to be visible.
    time.sleep(2)
    with connections["owner"].cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("ANALYZE")
    connections["owner"].close()


def arguments() -> argparse.ArgumentParser:
    """What every benchmark of the portal takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = Path(__file__).resolve().parent.parent
    parser.add_argument("--data", type=Path, default=root / ".data" / "bench", help="where the database is kept")
    parser.add_argument("--etablissements", type=int, default=100_000)
    parser.add_argument("--firms", type=int, default=2)
    parser.add_argument("--again", action="store_true", help="make the database again")
    return parser


if __name__ == "__main__":
    options = arguments().parse_args()
    open_database(options.data, etablissements=options.etablissements, firms=options.firms, again=options.again)
