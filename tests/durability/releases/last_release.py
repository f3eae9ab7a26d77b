"""What is kept of the last release, as it was published: the wheel of its client, the source of its engine.

Whoever raises the version keeps both of the one before it, of the same TAG:

    git archive TAG client | tar -x -C DIR && cd DIR/client && python -P -m hatchling build -t wheel -d …
    git archive TAG worker.py activities matters workflows deploy/__init__.py deploy/demonstration.py \
        deploy/neighbours.py deploy/beneficiaries deploy/cases deploy/district ':!*.md' ':!*.svg' \
        | xz -9e > onematter_engine-VERSION.tar.xz
"""

import tarfile
from pathlib import Path
from shutil import unpack_archive
from typing import Final

from deploy.wire.contract import release
from tests.support.places import DATA

KEPT: Final = DATA / "releases"
CLIENT: Final = "onematter_client"


def wheel() -> Path:
    """Of the kept wheels, the newest that is not of this release."""
    found = {tuple(map(int, kept.name.split("-")[1].split("."))): kept for kept in KEPT.glob("*.whl")}
    now = tuple(map(int, release().split(".")))
    return found[max(version for version in found if version[:2] < now)]


def version() -> str:
    """As `0.1.0`."""
    return wheel().name.split("-")[1]


def engine() -> Path:
    """Its source, without its client."""
    return KEPT / f"onematter_engine-{version()}.tar.xz"


def unpack_client(folder: Path) -> None:
    """The client alone, as somebody has it who installed the wheel."""
    unpack_archive(wheel(), folder, "zip")


def unpack_engine(folder: Path) -> None:
    """The engine, on the client of its wheel, under the name that this has where it is built."""
    unpack_client(folder)
    (folder / CLIENT).rename(folder / "client")
    with tarfile.open(engine()) as source:
        source.extractall(folder, filter="data")
