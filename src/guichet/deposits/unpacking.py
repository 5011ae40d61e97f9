"""An archive becomes one deposit for each file it holds, each with its own job."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.conf import settings

import neodes
from guichet.core import files
from guichet.core.tenancy import firm_transaction
from guichet.deposits import errors, services
from guichet.deposits.enums import DepositOrigin, DepositState
from guichet.deposits.findings import norm_of
from guichet.deposits.models import Deposit
from guichet.deposits.queries import author_actor
from guichet.deposits.steps import UNPACKING, Details, Run, do_step, locked

GROWTH = 10
"""All the members together may take so many times the largest file that is taken."""


def members_of(content: bytes, name: str) -> Iterator[neodes.Member] | None:
    """The files of an archive; None for a workbook or a text of an office suite, which is a zip but one file."""
    limits = neodes.ArchiveLimits(
        member_bytes=settings.GUICHET_MAX_UPLOAD, total_bytes=GROWTH * settings.GUICHET_MAX_UPLOAD
    )
    members = neodes.open_members(content, name, limits)
    first = next(members)
    return None if first.data == content else chain([first], members)


def unpack(run: Run, members: Iterator[neodes.Member], *, name: str, kind: str) -> None:
    """A transaction for each member; those of an earlier attempt are left as they are."""
    taken: set[str] = set()
    for member in members:
        if member.error is not None and (kind == "gzip" or member.name == name):
            _refuse_archive(run, fault_of(member))
            return
        if not _receive(run, member, _unique(member.name, taken)):
            return
    do_step(run, UNPACKING, _close)


def fault_of(member: neodes.Member) -> str:
    """Why a member could not be opened, in French."""
    report = neodes.check_member(member)
    return neodes.group_message(report.groups[0], norm_of(report.norm))


def _receive(run: Run, member: neodes.Member, name: str) -> bool:
    """Whether to go on with the next one."""
    with firm_transaction(run.firm_id):
        archive = locked(run)
        if archive is None or archive.is_final:
            return False
        if archive.members.filter(file_name=name).exists():
            return True
        author = author_actor(archive)
        if author is None or not services.may_deposit(author):
            services.refuse_deposit(deposit=archive, reason=errors.AUTHOR_GONE, now=run.now)
            return False
        if member.error is not None:
            services.refuse_member(actor=author, parent=archive, file_name=name, reason=fault_of(member), now=run.now)
            return True
        services.deposit_content(
            actor=author,
            file_name=name,
            pieces=[member.data],
            now=run.now,
            origin=DepositOrigin(archive.origin),
            parent=archive,
        )
        return True


def _close(archive: Deposit) -> Details:
    """The members hold everything now: the archive itself is not kept a second time."""
    archive.is_archive, archive.state = True, DepositState.CONTROLLING
    stored, archive.stored_file = archive.stored_file, None
    archive.save()
    if stored is not None:
        files.remove_file(stored)
    services.refresh_archive(archive.pk)
    archive.refresh_from_db()
    return {"fichiers": archive.members.count()}


def _refuse_archive(run: Run, reason: str) -> None:
    with firm_transaction(run.firm_id):
        archive = locked(run)
        if archive is not None and not archive.is_final:
            archive.is_archive = True
            services.refuse_deposit(deposit=archive, reason=reason, now=run.now)


def _unique(name: str, taken: set[str]) -> str:
    """A name that no member before has; the same archive gives the same names each time."""
    wanted = services.shortened(name)
    rank, unique = 1, wanted
    while unique in taken:
        rank += 1
        unique = services.shortened(f"{wanted} ({rank})")
    taken.add(unique)
    return unique
