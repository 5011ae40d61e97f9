"""Speed of the portfolio of a very large firm: pages, filters, search, bulk actions. Prints tables; asserts nothing.

    python bench/portfolio_speed.py [--data FOLDER] [--repeat 20] [--only list|bulk]

Pages are asked of Django in this process, as an administrator and as collaborators with profiles by rule: what is
measured is everything between the request and the answer, the database included, the network excluded. See
bench/README.md.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from large_firm import arguments, open_database

HEAD = "| page | trouvés | requêtes | médiane | p95 | processeur | liste seule, p95 |\n|---|--:|--:|--:|--:|--:|--:|"
PAGES: dict[str, dict[str, str]] = {
    "liste": {},
    "page 2": {"page": "2"},
    "dernière page": {"page": "100000"},
    "recherche « b »": {"q": "b"},
    "recherche « boulang »": {"q": "boulang"},
    "recherche « epicerie nevé »": {"q": "epicerie névé"},
    "recherche SIREN": {"q": "100012345"},
    "recherche SIRET": {"q": "100 012 345 00002"},
    "recherche sans réponse": {"q": "introuvable"},
    "recherche localité": {"q": "saint-etienne"},
    "à compléter": {"etat": "a_completer"},
    "retirés": {"etat": "retire"},
    "échéance": {"echeance": "5"},
    "partenaire": {"partenaire": "pro-btp"},
    "IDCC": {"idcc": "0042"},
    "effectif": {"effectif": "50-249"},
    "groupe": {"groupe": "1"},
    "étiquette": {"etiquette": "saisonnier"},
    "anomalies": {"anomalies": "bloquantes"},
    "amorçage demandé": {"amorcage": "demandee"},
    "sans amorçage": {"amorcage": "aucune"},
    "dernier dépôt ancien": {"depot": "ancien"},
    "confiés à quelqu'un": {"collaborateur": "?"},
    "combinés": {"q": "maconnerie", "echeance": "15", "anomalies": "bloquantes", "effectif": "50-249"},
    "tri effectif": {"tri": "-effectif"},
    "tri localité": {"tri": "localite"},
    "tri partenaire": {"tri": "partenaire"},
    "tri dernier dépôt": {"tri": "-depot"},
    "tri groupe": {"tri": "groupe"},
}


def main() -> None:
    """The pages for each reader, then the bulk actions."""
    parser = arguments()
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--only", choices=("list", "bulk"))
    options = parser.parse_args()
    members = open_database(
        options.data, etablissements=options.etablissements, firms=options.firms, again=options.again
    )
    if options.only != "bulk":
        for label, member in _readers(members[0]):
            _measure_pages(label, member, options.repeat)
    if options.only != "list":
        _measure_bulk(members[0])


def _readers(administrator: Any) -> list[tuple[str, Any]]:
    """The administrator, and collaborators with one, two and three profiles."""
    from django.db import transaction

    from guichet.accounts.models import Member
    from guichet.core.tenancy import enter_firm

    with transaction.atomic():
        enter_firm(administrator.firm_id)
        others = list(Member.objects.filter(firm_id=administrator.firm_id).select_related("user").order_by("pk")[1:4])
    names = ("un profil", "deux profils", "trois profils")
    return [
        ("administrateur", administrator),
        *((f"collaborateur, {name}", member) for name, member in zip(names, others, strict=True)),
    ]


def _measure_pages(label: str, member: Any, repeat: int) -> None:
    from django.test import Client

    import guichet.config.wsgi  # noqa: F401  # the process as it serves

    client = Client(headers={"user-agent": "bench", "host": "localhost"})
    client.force_login(member.user)
    print(f"\n### {label}\n\n{HEAD}")
    every: list[float] = []
    for name, asked in PAGES.items():
        values = {key: str(_someone(member)) if value == "?" else value for key, value in asked.items()}
        found, queries = _once(client, values)
        times, cpu = _times(partial(client.get, "/portefeuille/", values), repeat)
        alone, _ = _times(partial(client.get, "/portefeuille/", values, headers={"hx-request": "true"}), repeat)
        every += times
        figures = (statistics.median(times), _p95(times), cpu, _p95(alone))
        print(f"| {name} | {found:,} | {queries} | " + " | ".join(f"{figure:.0f} ms" for figure in figures) + " |")
    print(f"| **toutes** | | | {statistics.median(every):.0f} ms | **{_p95(every):.0f} ms** | | |")


def _someone(member: Any) -> int:
    return int(member.pk) + 7


def _once(client: Any, asked: dict[str, str]) -> tuple[int, int]:
    """How many are found and how many queries it takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment

    setup_test_environment()  # keeps what was drawn, which takes time: for this request alone
    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/portefeuille/", asked)
    teardown_test_environment()
    if answer.status_code != 200:
        return 0, -answer.status_code
    found = answer.context["page"].paginator.count if answer.context else 0
    return found, len(captured)


def _times(ask: Callable[[], object], repeat: int) -> tuple[list[float], float]:
    """Milliseconds of each, and of processor on average."""
    spent = []
    before = _cpu()
    for _ in range(repeat):
        started = time.perf_counter()
        ask()
        spent.append((time.perf_counter() - started) * 1000)
    return spent, (_cpu() - before) / repeat * 1000


def _cpu() -> float:
    """Seconds of processor of this process and of the server process that answers it: other work does not count."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)] if len(times) > 1 else times[0]


def _measure_bulk(administrator: Any) -> None:
    """Each action on the whole portfolio, as the job does it, slice by slice, in transactions that are committed."""
    from guichet.core.tenancy import firm_transaction
    from guichet.delegations.models import DelegationProfile
    from guichet.portfolio.models import SubPortfolio

    with firm_transaction(administrator.firm_id):
        group = SubPortfolio.objects.order_by("pk").first()
        profile = DelegationProfile.objects.filter(name="Liste 0").first()
    assert group is not None
    assert profile is not None
    print("\n### Actions sur tout le portefeuille\n")
    print("| action | choisis | changés | processeur | durée |\n|---|--:|--:|--:|--:|")
    for code, value in (
        ("partenaire", "audiens"),
        ("partenaire", "pro-btp"),
        ("echeance", "5"),
        ("groupe", str(group.pk)),
        ("etiqueter", "lot 42"),
        ("desetiqueter", "lot 42"),
        ("amorcage", ""),
        ("profil", str(profile.pk)),
        ("retirer", ""),
    ):
        mark = _one_bulk(administrator, code, value, {"filtre": {}})
        if code == "retirer":
            _one_bulk(administrator, "remettre", "", {"retrait": mark})


def _one_bulk(member: Any, code: str, value: str, asked: dict[str, Any]) -> str:
    from guichet.core.models import Operation
    from guichet.core.operations import running
    from guichet.core.tenancy import firm_transaction
    from guichet.portfolio.operating import act_on_many

    with firm_transaction(member.firm_id):
        operation = Operation.objects.create(
            firm_id=member.firm_id,
            author=member,
            kind=code,
            title=code,
            asked={"action": code, "valeur": value, **asked},
        )
    started, at_work = time.perf_counter(), _cpu()
    with running(member.firm_id, operation.pk) as work:
        act_on_many(work)
    spent, cpu = time.perf_counter() - started, _cpu() - at_work
    with firm_transaction(member.firm_id):
        operation.refresh_from_db()
    done = operation.summary.get("faits", operation.reason)
    print(f"| {code} {value} | {operation.total:,} | {done} | {cpu:.1f} s | {spent:.1f} s |", flush=True)
    return str(operation.created_at.isoformat())


if __name__ == "__main__":
    main()
