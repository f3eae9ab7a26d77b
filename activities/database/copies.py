"""Copies of server, ledger and large files, made in this order while all are at work.

What a case has done is in the ledger before the server knows of it. So of a pair that was copied in this
order the ledger lacks nothing, and what the server lacks is done again under the same keys. A chunk of a file
never changes, and the ledger knows of it before it comes: of files that were copied after it none is lacking.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.engine import URL, make_url

from activities.errors import NoCopy

SERVER: Final = "temporal.db"
LEDGER: Final = "ledger.db"
DUMP: Final = "ledger.dump"
DOCUMENTS: Final = "documents"
CHUNKS: Final = "*/*.chunk"
"""A folder for each file, as the stand-in of the document store keeps them; what has this name is whole."""

LIST: Final = "backup.json"
REPLACED: Final = "replaced"

BESIDE: Final = ("", "-wal", "-shm")
"""What a database of SQLite consists of while it is open."""


class CopyList(BaseModel):
    """What a backup holds: each file with its digest. `made_at` is the moment before the first copy."""

    model_config = ConfigDict(frozen=True)

    made_at: datetime
    sha256: dict[str, str]


def make(folder: Path, to: Path, *, ledger_url: str, documents: Path | None = None) -> CopyList:
    """Copy the server of a folder, then the ledger, then what large files are here.  Raises `NoCopy`."""
    ledger, made_at = make_url(ledger_url), datetime.now(UTC)
    if not (folder / SERVER).exists():
        raise NoCopy(
            f"there is no {folder / SERVER}: back up the server's own database first, then the ledger"
        )
    if to.exists() and any(to.iterdir()):
        raise NoCopy(f"{to} is not empty; name a new folder for each backup")
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy_database(folder / SERVER, to / SERVER)
    if ledger.get_backend_name() == "sqlite":
        copy_database(Path(ledger.database or ""), to / LEDGER)
    else:
        _run("pg_dump", ledger, "--format=custom", f"--file={to / DUMP}")
    if documents:
        copy_chunks(documents, to / DOCUMENTS)
    files = sorted(path for path in to.rglob("*") if path.is_file())
    listed = CopyList(
        made_at=made_at, sha256={path.relative_to(to).as_posix(): _digest(path) for path in files}
    )
    (to / LIST).write_text(listed.model_dump_json(indent=2), encoding="utf-8")
    return listed


def check(made: Path) -> CopyList:
    """What is in a backup, if all of it is as it was made.  Raises `NoCopy`."""
    try:
        listed = CopyList.model_validate_json((made / LIST).read_bytes())
        changed = [name for name, digest in listed.sha256.items() if _digest(made / name) != digest]
    except (OSError, ValidationError) as error:
        raise NoCopy(f"{made} is no backup, or a part of it is missing: {error}") from error
    if changed:
        raise NoCopy(f"{', '.join(changed)} of {made} was changed since; use another backup")
    return listed


def put_back(made: Path, folder: Path, *, ledger_url: str, documents: Path | None = None) -> Path:
    """Put what a backup holds in place of what is here, which is kept in the folder that comes back.

    Of PostgreSQL nothing is kept; where the backup has no large files, those here stay. Raises `NoCopy`.
    """
    check(made)
    ledger = make_url(ledger_url)
    is_file = ledger.get_backend_name() == "sqlite"
    if is_file is not (made / LEDGER).exists():
        raise NoCopy(f"the ledger of {made} is of the other kind than ONEMATTER_LEDGER_URL names")
    aside = folder / f"{REPLACED}-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    aside.mkdir(mode=0o700)
    _replace(made / SERVER, folder / SERVER, aside)
    if is_file:
        _replace(made / LEDGER, Path(ledger.database or ""), aside)
    else:
        _run("pg_restore", ledger, "--clean", "--if-exists", "--single-transaction", str(made / DUMP))
    if documents and (made / DOCUMENTS).exists():
        _replace_chunks(made / DOCUMENTS, documents, aside)
    return aside


def copy_database(live: Path, to: Path) -> None:
    """Of SQLite, while others read and write it.  Raises `NoCopy`."""
    if not live.exists():
        raise NoCopy(f"there is no {live}")
    with (
        closing(sqlite3.connect(f"file:{live}?mode=ro", uri=True)) as original,
        closing(sqlite3.connect(to)) as copy,
    ):
        original.backup(copy)


def copy_chunks(live: Path, to: Path) -> None:
    """While others come and go: what comes from now on, or is destroyed meanwhile, is not among them."""
    to.mkdir(mode=0o700, parents=True)
    for chunk in live.glob(CHUNKS):
        place = to / chunk.relative_to(live)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            shutil.copy2(chunk, place)


def _replace_chunks(copy: Path, live: Path, aside: Path) -> None:
    if live.exists():
        shutil.move(live, aside / DOCUMENTS)
    copy_chunks(copy, live)


def _replace(copy: Path, live: Path, aside: Path) -> None:
    for suffix in BESIDE:
        if (old := live.with_name(live.name + suffix)).exists():
            old.rename(aside / old.name)
    shutil.copy2(copy, live)


def _run(program: str, ledger: URL, *options: str) -> None:
    """One of PostgreSQL's own, which reads the password where nobody else does."""
    plain = ledger.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    command: Sequence[str] = (program, *options, f"--dbname={plain}")
    if not shutil.which(program):
        raise NoCopy(f"{program} is not here; where it is, call: {' '.join(command)}")
    environment = {**os.environ, **({"PGPASSWORD": str(ledger.password)} if ledger.password else {})}
    done = subprocess.run(  # noqa: S603 (a program of PostgreSQL, by what operators have set)
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoCopy(f"{program} says: {' '.join(done.stderr.split())}")


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
