"""What an operator does with closed cases: hand them over to the archive, look after them, erase them."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from activities.documents.document_room import DocumentRoom
from activities.ports.case_archive import CaseArchive
from activities.ports.partners import Partners
from activities.stand_ins.archive import FOLDER, ArchiveFolder
from activities.trust.key_directory import KeyDirectory
from activities.trust.notary import Notary
from client.cli.command_line import DONE, NOT_ACCEPTED
from client.cli.operators.wanted import AsCsv
from client.cli.tables.rows import Rows
from client.cli.terminal import list_out
from client.transport.ring_of_keys import KeyRing
from client.trust import identity
from client.trust.actor import Role
from deploy.archive.own_partners import document_store, own_partners
from deploy.archive.records_office import CaseFinding, RecordsOffice
from deploy.faults import told
from deploy.serve import own_ledger

app = App(name="archive", help="Hand closed cases over to the archive, and look after them there.")

To = Annotated[Path | None, Parameter(help="a folder; if not given, the archive among the partners")]


@app.command
def hand_over(*, to: To = None) -> int:
    """Hand over every closed case that the archive has not, if nothing of it is to be told or looked at."""
    with _office(to) as office:
        return _tell(office.hand_over(), done="已移交")


@app.command(name="list")
def list_(*, to: To = None, as_csv: AsCsv = False) -> int:
    """List what was handed over, and what was erased here since."""
    with _office(to) as office:
        rows = tuple(
            (
                one.case,
                one.number,
                f"{one.closed_at:%F}",
                f"{one.archived_at:%F}",
                one.size,
                f"{one.erased_at:%F}" if one.erased_at else "",
                one.sha256,
            )
            for one in office.archived()
        )
    headings = ("案件", "受理编号", "办结", "移交", "字节", "本处已销毁", "SHA-256")
    list_out(Rows(headings, rows, "尚未移交过案件"), as_csv=as_csv)
    return DONE


@app.command
def verify(*, to: To = None) -> int:
    """Hold every package against the digest with which it was handed over, and have it prove itself."""
    with _office(to) as office:
        engine = identity.at_hand(Role.ENGINE)
        return _tell(office.verify(engine=engine.verifies if engine else None), done="与移交时一致")


@app.command
def erase(years: int, /, *, to: To = None) -> int:
    """Erase here what is personal of cases that were closed so many years ago and are whole in the archive.

    :param years: five at least
    """
    with _office(to) as office:
        return _tell(office.erase(years=years), done="已销毁")


@contextmanager
def _office(folder: Path | None) -> Generator[RecordsOffice]:
    """With the engine's identity at hand, for it signs what it hands over."""
    with own_ledger() as ledger, told():
        directory = KeyDirectory(ledger, identity.development())
        notary = Notary(ledger, directory, identity.at_hand(Role.ENGINE), KeyRing.load().seal)
        documents = DocumentRoom(ledger, document_store())
        yield RecordsOffice(ledger, archive_at(folder, own_partners()), notary, documents)


def archive_at(folder: Path | None, outside: Partners | None) -> CaseArchive:
    """A folder that is named, a city's own partner, or the stand-in."""
    return outside.case_archive if outside and not folder else ArchiveFolder(folder or FOLDER)


def _tell(findings: Iterator[CaseFinding], *, done: str) -> int:
    """Each fault in a line, and how many there were without one."""
    found = [*findings]
    for one in found:
        if one.fault:
            print(f"{one.case}：{one.fault}")
    faults = sum(bool(one.fault) for one in found)
    print(f"{done} {len(found) - faults} 件，未成 {faults} 件")
    return NOT_ACCEPTED if faults else DONE
