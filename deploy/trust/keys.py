"""Keys of actors: made by whoever is to sign, entered by an operator, approved by another one."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, CycloptsError, Parameter
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from activities.database import BookKeys
from activities.errors import WorldError
from activities.ledger import Ledger
from activities.ledger.trust import actor_keys
from activities.trust.key_office import KeyOffice
from client.cli.command_line import DONE
from client.errors import OneMatterError
from client.trust import identity
from client.trust.actor import ActorKey, Role, Speaker
from client.trust.identity import Identity
from worker import Settings

Key = Annotated[
    str,
    # One thumbprint in sixty-four begins like an option.
    Parameter(help="its thumbprint, as `keys list` shows it", allow_leading_hyphen=True),
]
Exported = Annotated[Path, Parameter(help="the public part of an identity, as `keys public` prints it")]
By = Annotated[str, Parameter(help="the operator, where the identity here may be any (else its own)")]

WIDTH: Final = 200

app = App(name="keys")


@app.command
def new(
    file: Path, /, *, actor: str, role: Role, person: str, department: str = "", export: Path | None = None
) -> int:
    """Make an identity: a file with a private key, which its owner keeps to himself.

    :param file: where it goes
    :param actor: the account
    :param role: what it may do
    :param department: of which it is, where its role is one in a department
    :param person: what stands for the natural person, the same for all accounts of one
    :param export: where its public part goes, for an operator to enter
    """
    own = Identity.make(Speaker(actor=actor, role=role, department=department, person=person))
    with _told():
        own.save(file)
        if export:
            export.write_text(own.exported().model_dump_json(indent=2), encoding="utf-8")
    print(own.kid)
    return DONE


@app.command
def public(file: Path, /) -> int:
    """Print the public part of an identity.

    :param file: with the private key
    """
    with _told():
        own = identity.load(file)
    if not isinstance(own, Identity):
        raise CycloptsError(msg=f"{file} is a development's, whose actors need no keys in the directory")
    print(own.exported().model_dump_json(indent=2))
    return DONE


@app.command(name="list")
def list_() -> int:
    """List all keys of the directory."""
    table = Table("key", "role", "actor", "department", "since", "until", "state")
    with _told(), _ledger() as ledger, ledger.reading() as books:
        for row in actor_keys.all_of(books):
            state = "revoked" if row.revoked_at else "approved" if row.approved_by else "entered"
            until = f"{row.until:%F}" if row.until else ""
            table.add_row(row.kid, row.role, row.actor, row.department, f"{row.since:%F}", until, state)
    Console(highlight=False, width=WIDTH).print(table)
    return DONE


@app.command
def add(file: Exported, /, *, by: By = "") -> int:
    """Enter a public key; it counts once another operator has approved it."""
    with _told(), _office(by) as office:
        office.add(_read(file))
    return DONE


@app.command
def approve(key: Key, /, *, by: By = "") -> int:
    """Approve a key that another operator has entered."""
    with _told(), _office(by) as office:
        office.approve(key)
    return DONE


@app.command
def rotate(key: Key, file: Exported, /, *, by: By = "") -> int:
    """Enter another key of the same actor, to be approved; the old one counts for seven days more."""
    with _told(), _office(by) as office:
        office.rotate(key, _read(file))
    return DONE


@app.command
def revoke(key: Key, /, *, by: By = "") -> int:
    """Let a key count no more, within seconds; one operator is enough."""
    with _told(), _office(by) as office:
        office.revoke(key)
    return DONE


@contextmanager
def _office(by: str) -> Generator[KeyOffice]:
    own = identity.load().of(Role.OPERATOR, actor=by)
    with _ledger() as ledger:
        yield KeyOffice(ledger, own, identity.development())


@contextmanager
def _ledger() -> Generator[Ledger]:
    settings = Settings()
    ledger = Ledger(settings.ledger_url, BookKeys(settings.book_keys))
    try:
        yield ledger
    finally:
        ledger.close()


def _read(file: Path) -> ActorKey:
    return ActorKey.model_validate_json(file.read_text(encoding="utf-8"))


@contextmanager
def _told() -> Generator[None]:
    """A fault is one line."""
    try:
        yield
    except (OneMatterError, WorldError, ValidationError, OSError) as error:
        raise CycloptsError(msg=f"{type(error).__name__}: {error}") from error
