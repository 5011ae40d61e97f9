"""How fast a portfolio comes in and goes out: `python bench/import_speed.py` (`--lines 100000`).

A database of its own in the embedded server, a firm of that many establishments and, beside it, a second firm of the
same size. The jobs are run as a worker runs them; nothing is asserted.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import resource
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("GUICHET_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet.config.settings")
PASSWORD = "only-of-the-bench"
NAME = "bench_import"
TITLES = (
    "SIRET",
    "Dénomination",
    "Échéance",
    "Partenaire",
    "Groupe",
    "Étiquettes",
    "Adresse",
    "Code postal",
    "Localité",
)


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=100_000)
    lines = parser.parse_args().lines
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GUICHET_DATA"] = folder
        open_database(Path(folder))
        try:
            measure(lines)
        finally:
            close_database()


def open_database(folder: Path) -> None:
    """Migrated, used by the application role, with its commits on the disk."""
    from guichet.config import database, embedded

    cluster = embedded.start(folder / "postgres")
    database.create_database(cluster.url(), database=NAME, owner_password=PASSWORD, app_password=PASSWORD)
    os.environ["DATABASE_URL"] = cluster.url(NAME, database.APP_ROLE, PASSWORD)
    os.environ["DATABASE_OWNER_URL"] = cluster.url(NAME, database.OWNER_ROLE, PASSWORD)
    import django

    django.setup()
    database.migrate()
    globals()["CLUSTER"] = cluster


def close_database() -> None:
    """Stop the server."""
    from django.db import connections

    from guichet.config import embedded

    connections.close_all()
    embedded.stop(globals()["CLUSTER"])


def measure(lines: int) -> None:
    """A first firm, then a second one that shall change nothing."""
    print(f"{lines} lines")
    for number in (1, 2):
        print(f"firm {number}")
        measure_firm(new_firm(number), sirets(lines))
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def measure_firm(member: Any, numbers: list[str]) -> None:
    """Everything new, nothing new, everything changed, everything wrong; then out, and in again."""
    new, changed = csv_of(numbers), csv_of(numbers, name="Renommé")
    print(f"  CSV of {len(new) / 1e6:.1f} MB")
    preview = timed("  preview, all new", partial(previewed, member, new))
    timed("  import, all new", partial(carried_out, member, preview))
    timed("  preview, nothing changes", partial(previewed, member, new))
    preview = timed("  preview, all change", partial(previewed, member, changed))
    timed("  import, all change", partial(carried_out, member, preview))
    wrong = csv_of([f"{siret[:13]}{(int(siret[13]) + 1) % 10}" for siret in numbers])
    preview = timed("  preview, every line wrong", partial(previewed, member, wrong))
    timed("  last page of its errors", partial(last_page, preview))
    for form in ("csv", "xlsx"):
        export = timed(f"  export {form}", partial(exported, member, form))
        back = timed(f"  the same {form}, imported again", partial(previewed, member, taken(export)))
        assert back.summary["inchanges"] == len(numbers), back.summary


def timed(label: str, work: Callable[[], Any]) -> Any:
    """Run it, print how long it took: by the clock, and of both processes; the rest is waiting, for other work too."""
    started, python, server = time.perf_counter(), time.process_time(), server_time()
    done = work()
    wall, python, server = time.perf_counter() - started, time.process_time() - python, server_time() - server
    print(f"{label:<36}{wall:7.1f} s   CPU: Python {python:5.1f}, PostgreSQL {server:5.1f}", flush=True)
    return done


def server_time() -> float:
    """Seconds of CPU of the process of the server that serves this connection."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def new_firm(number: int) -> Any:
    """Its administrator."""
    from guichet.accounts.enums import FirmKind
    from guichet.accounts.models import User
    from guichet.accounts.services import register_firm

    user = User.objects.create_user(f"bench{number}@exemple.test")
    return register_firm(
        user=user, kind=FirmKind.TIERS_DECLARANT, siret=sirets(number, 90_000)[-1], name=f"Cabinet {number}"
    )


def sirets(count: int, first: int = 0) -> list[str]:
    """So many, of fictitious entreprises with ten establishments each."""
    from neodes.values.siren import make_siren, make_siret

    return [make_siret(make_siren(f"9{first + n // 10:07d}"), n % 10 + 1) for n in range(count)]


def csv_of(numbers: list[str], *, name: str = "Établissement d'essai") -> bytes:
    """A file of our columns."""
    from guichet.portfolio.models import Partner

    partners = list(Partner.objects.filter(active=True).values_list("name", flat=True))
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(TITLES)
    for n, siret in enumerate(numbers):
        partner = partners[n % len(partners)] if n % 3 else "Aucun"
        place = (f"{n} rue des Lilas", f"{10_000 + n % 80_000}", f"Commune {n % 500}")
        writer.writerow((siret, f"{name} {n}", (5, 15)[n % 2], partner, f"Agence {n % 40}", f"a{n % 7}, b", *place))
    return stream.getvalue().encode()


def actor_of_member(member: Any) -> Any:
    """In the context of the firm."""
    from guichet.delegations.queries import actor_of, membership_of

    return actor_of(membership_of(member.user_id, member.firm_id))


def previewed(member: Any, content: bytes) -> Any:
    """A file sent, and its job."""
    from guichet.core import files, operations
    from guichet.core.tenancy import firm_transaction
    from guichet.portfolio.exchange import importing

    written = files.write_file(member.firm_id, [content])
    with firm_transaction(member.firm_id):
        stored = files.register_file(written)
        started = importing.start_preview(actor=actor_of_member(member), file_name="bench.csv", stored=stored)
    operations.run(member.firm_id, started.pk, importing.preview_import)
    return ended(started)


def carried_out(member: Any, preview: Any) -> Any:
    """The import, all or nothing."""
    from guichet.core import operations
    from guichet.core.tenancy import firm_transaction
    from guichet.portfolio.exchange import importing

    with firm_transaction(member.firm_id):
        started = importing.start_import(actor=actor_of_member(member), preview=preview, mode=importing.ALL_OR_NOTHING)
    operations.run(member.firm_id, started.pk, importing.carry_out_import)
    return ended(started)


def exported(member: Any, form: str) -> Any:
    """Everything, all columns."""
    from guichet.core import operations
    from guichet.core.tenancy import firm_transaction
    from guichet.portfolio.exchange import exporting

    with firm_transaction(member.firm_id):
        export = exporting.Export.of({"format": form})
        started = exporting.start_export(actor=actor_of_member(member), export=export, total=1)
    operations.run(member.firm_id, started.pk, exporting.export_portfolio)
    return ended(started)


def taken(operation: Any) -> bytes:
    """The file of an operation."""
    from guichet.core import files

    return files.read_file(operation.result)


def last_page(operation: Any) -> int:
    """What the page of errors reads to show its end."""
    from guichet.portfolio.exchange import reports

    return len(reports.page_of(operation.result, reports.View.REFUSED, start=operation.summary["refus"] - 50, size=50))


def ended(operation: Any) -> Any:
    """As it stands, done."""
    from guichet.core.models import Operation
    from guichet.core.tenancy import firm_transaction

    with firm_transaction(operation.firm_id):
        now = Operation.objects.select_related("result").get(pk=operation.pk)
    assert now.state == Operation.State.DONE, now.reason
    return now


if __name__ == "__main__":
    main()
