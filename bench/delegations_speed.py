"""Speed of the rights in a very large firm: who may do what, and what it costs each request. Prints tables.

    python bench/delegations_speed.py [--data FOLDER] [--repeat 15]

Works on the firm of `large_firm.py`: 300 collaborators, profiles by rule, by groupe, one by one or on everything.
The first table is what each request pays before it does anything: the actor, then a page of what he sees and its count.
The second one is the pages of the delegations, asked of Django in this process.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from large_firm import arguments, open_database

PAGES = ("delegations:list", "delegations:matrix", "delegations:own", "delegations:create")


def main() -> None:
    """The rights of several people, then the pages."""
    parser = arguments()
    parser.add_argument("--repeat", type=int, default=15)
    options = parser.parse_args()
    administrator = open_database(
        options.data, etablissements=options.etablissements, firms=options.firms, again=options.again
    )[0]
    _table("droits (ms)", _rights(administrator), options.repeat)
    _table("revue (ms)", _review(administrator), options.repeat)
    _table("pages (ms)", _pages(administrator), options.repeat)


def _rights(administrator: Any) -> dict[str, Callable[[], object]]:
    """For one collaborator of each number of profiles, and for one who holds many."""
    from django.db import transaction

    from guichet.accounts.models import Member
    from guichet.core.tenancy import enter_firm
    from guichet.delegations.queries import actor_of
    from guichet.portfolio.queries import etablissements_visible_to

    with transaction.atomic():
        enter_firm(administrator.firm_id)
        members = Member.objects.filter(firm_id=administrator.firm_id).select_related("user", "firm").order_by("pk")
        people = dict(zip(("administrateur", "un profil", "deux profils", "trois profils"), members[:4], strict=True))
        people["soixante profils"] = _who_holds_many(members[5])

    def page(member: Any) -> object:
        visible = etablissements_visible_to(actor_of(member))
        return list(visible.order_by("search_text", "pk")[:50]), visible.count()

    work: dict[str, Callable[[], object]] = {}
    for name, member in people.items():
        work[f"{name} : droits"] = _within(administrator, lambda member=member: actor_of(member))
        work[f"{name} : droits, page et compte"] = _within(administrator, lambda member=member: page(member))
    return work


def _who_holds_many(member: Any) -> Any:
    """Every profile but that of the whole portfolio."""
    from datetime import date

    from guichet.delegations.enums import ScopeKind
    from guichet.delegations.models import Delegation, DelegationProfile

    for profile in DelegationProfile.objects.filter(firm_id=member.firm_id).exclude(scope=ScopeKind.TOUT):
        Delegation.objects.get_or_create(
            firm_id=member.firm_id, profile=profile, member=member, defaults={"starts_on": date(2026, 1, 1)}
        )
    return member


def _review(administrator: Any) -> dict[str, Callable[[], object]]:
    """What the yearly review asks of the database, and who may do what on one establishment."""
    from django.db.models import Q
    from django.utils import timezone

    from guichet.core.rights import Right
    from guichet.delegations.holders import who_may
    from guichet.delegations.limits import managed_profiles
    from guichet.delegations.matrix import matrix_of
    from guichet.delegations.models import DelegationProfile
    from guichet.delegations.queries import actor_of
    from guichet.delegations.sizes import sizes_by_member, sizes_of_profiles
    from guichet.portfolio.models import Etablissement

    today = timezone.localdate()

    def profiles() -> list[int]:
        return list(DelegationProfile.objects.values_list("pk", flat=True)[:25])

    def one() -> Etablissement:
        return Etablissement.objects.order_by("pk")[700]

    work: dict[str, Callable[[], object]] = {
        "tailles de 25 profils": lambda: sizes_of_profiles(actor_of(administrator), profiles(), within=Q()),
        "tailles par collaborateur et droit": lambda: sizes_by_member(actor_of(administrator), within=Q(), today=today),
        "matrice entière": lambda: matrix_of(actor_of(administrator), within=[Right.GERER_DELEGATIONS], today=today),
        "qui peut agir sur un établissement": lambda: who_may(one()),
        "profils que l'administrateur gère": lambda: list(managed_profiles(actor_of(administrator))),
    }
    return {name: _within(administrator, each) for name, each in work.items()}


def _pages(administrator: Any) -> dict[str, Callable[[], object]]:
    """As the administrator; « voir comme » is that of a collaborator with three profiles."""
    from django.db import transaction
    from django.test import Client
    from django.urls import reverse

    from guichet.accounts.models import Member
    from guichet.core.tenancy import enter_firm

    client = Client()
    client.force_login(administrator.user)
    with transaction.atomic():
        enter_firm(administrator.firm_id)
        other = Member.objects.filter(firm_id=administrator.firm_id).order_by("pk")[3]
    urls = {name: reverse(name) for name in PAGES}
    urls["delegations:see_as"] = reverse("delegations:see_as", args=[other.pk])

    def ask(url: str) -> None:
        assert client.get(url).status_code == 200

    return {name: (lambda url=url: ask(url)) for name, url in urls.items()}


def _within(administrator: Any, work: Callable[[], object]) -> Callable[[], object]:
    from django.db import transaction

    from guichet.core.tenancy import enter_firm

    def run() -> None:
        with transaction.atomic():
            enter_firm(administrator.firm_id)
            work()

    return run


def _table(title: str, work: dict[str, Callable[[], object]], repeat: int) -> None:
    """Median, 95th percentile, number of statements."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    print(f"\n{title:45} {'médiane':>8} {'p95':>8} {'requêtes':>9}")
    for name, each in work.items():
        each()
        taken = []
        for _ in range(repeat):
            started = time.perf_counter()
            each()
            taken.append(1000 * (time.perf_counter() - started))
        with CaptureQueriesContext(connection) as queries:
            each()
        p95 = sorted(taken)[min(int(len(taken) * 0.95), len(taken) - 1)]
        print(f"{name:45} {statistics.median(taken):8.1f} {p95:8.1f} {len(queries):9}")


if __name__ == "__main__":
    main()
