"""The journal of a very large firm: its pages for an administrator and for collaborators, and its purge.

    python bench/journal_speed.py [--data FOLDER] [--etablissements 100000] [--lines 20]

The firm of `large_firm.py`, with so many lines for each establishment over two years, and four for each deposit. Prints
milliseconds (median, 95th percentile) and queries of each page; asserts nothing.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from large_firm import arguments, open_database

TIMES = 15

_LINES = """
INSERT INTO core_journalentry (firm_id, at, member_id, author, verb, subject, details, origin, ip, agent)
SELECT e.firm_id, now() - (n * 730.0 / %(lines)s || ' days')::interval - (e.id %% 86400) * interval '1 second', m.id,
  'Collaborateur', (ARRAY['etablissement.modifie','etablissement.actualise','amorcage.demande'])[1 + n %% 3], e.siret,
  '{}', 'web', '203.0.113.0/24', 'Firefox'
FROM portfolio_etablissement e CROSS JOIN generate_series(1, %(lines)s) AS n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS rank FROM accounts_member WHERE firm_id = %(firm)s) m
  ON m.rank = (e.id + n) %% 300
WHERE e.firm_id = %(firm)s
"""
_OF_DEPOSITS = """
INSERT INTO core_journalentry (firm_id, at, author, verb, subject, details, origin, ip, agent)
SELECT firm_id, received_at, 'Guichet', verb, 'depot:' || id, '{}', 'job', '', ''
FROM deposits_deposit CROSS JOIN unnest(ARRAY['depot.recu','depot.lecture','depot.controle','depot.synthese']) AS verb
WHERE firm_id = %(firm)s
"""


def main() -> None:
    """Make what is missing, then measure."""
    parser = arguments()
    parser.add_argument("--lines", type=int, default=20, help="lines for each establishment")
    options = parser.parse_args()
    members = open_database(
        options.data, etablissements=options.etablissements, firms=options.firms, again=options.again
    )
    for member in members:
        write(member, options.lines)
    admin = members[0]
    print(f"{'page':58} {'médiane':>9} {'p95':>9} {'requêtes':>9}")
    pages(admin, "administrateur", deep=True)
    for name, rank in (("par une règle", 0), ("par des groupes", 41), ("par une liste", 50)):
        pages(collaborator(admin, rank), f"collaborateur {name}", deep=False)
    purge(admin)


def write(member: Any, lines: int) -> None:
    """The lines, once."""
    from django.db import connection, connections

    from guichet.core.models import JournalEntry
    from guichet.core.tenancy import firm_transaction

    with firm_transaction(member.firm_id):
        if JournalEntry.objects.filter(verb="amorcage.demande").exists():
            return
        started = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(_LINES, {"firm": member.firm_id, "lines": lines})
            cursor.execute(_OF_DEPOSITS, {"firm": member.firm_id})
        count = JournalEntry.objects.count()
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE core_journalentry")
    connections["owner"].close()
    print(f"{count} lignes écrites en {time.perf_counter() - started:.0f} s")


def collaborator(admin: Any, rank: int) -> Any:
    """A member who holds the profile of that rank."""
    from guichet.accounts.models import Member
    from guichet.core.tenancy import firm_transaction
    from guichet.delegations.models import DelegationProfile

    with firm_transaction(admin.firm_id):
        profile = DelegationProfile.objects.order_by("pk")[rank]
        return Member.objects.select_related("user").filter(delegations__profile=profile).order_by("pk")[0]


def pages(member: Any, name: str, *, deep: bool) -> None:
    """The first page, a page far down, and filters."""
    from django.test import Client
    from django.utils import timezone

    client = Client()
    client.force_login(member.user)
    year_ago = timezone.now() - timedelta(days=365)
    siret = first_siret(member)
    asked = {
        "première page": "",
        "un an plus bas": f"?avant={year_ago.isoformat().replace('+', '%2B')}_1",
        "une action": "?action=amorcage.demande",
        "un établissement": f"?objet={siret}",
        "un mois": f"?du={(year_ago - timedelta(days=30)).date()}&au={year_ago.date()}",
        "rien de tel": "?action=etablissement.retire",
    }
    if deep:
        asked["une personne"] = f"?personne={member.pk + 5}"
    for what, query in asked.items():
        tell(f"{name} : {what}", lambda query=query: client.get(f"/journal/{query}"))


def first_siret(member: Any) -> str:
    """One establishment of the firm."""
    from guichet.core.tenancy import firm_transaction
    from guichet.portfolio.models import Etablissement

    with firm_transaction(member.firm_id):
        return str(Etablissement.objects.order_by("pk").values_list("siret", flat=True)[7])


def tell(name: str, ask: Callable[[], Any]) -> None:
    """Print the times of that page."""
    from django.db import connection

    queries: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        assert ask().status_code == 200, name
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        ask()
        times.append((time.perf_counter() - started) * 1000)
    p95 = sorted(times)[int(len(times) * 0.95)]
    print(f"{name:58} {statistics.median(times):6.0f} ms {p95:6.0f} ms {len(queries):>9}")


def purge(member: Any) -> None:
    """A slice of old lines; taken back."""
    from django.db import transaction
    from django.utils import timezone

    from guichet.core import journal
    from guichet.core.tenancy import enter_firm

    with transaction.atomic():
        enter_firm(member.firm_id)
        started = time.perf_counter()
        count = journal.purge(timezone.now() - timedelta(days=365), 10_000)
        print(f"purge de {count} lignes : {(time.perf_counter() - started) * 1000:.0f} ms")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
