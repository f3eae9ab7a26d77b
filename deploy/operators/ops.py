"""What the operator of an engine does on its machine, beside what the SDK shows him from anywhere."""

import asyncio
from json import dumps
from pathlib import Path
from typing import Annotated

from cyclopts import CycloptsError, Parameter
from pydantic import ValidationError
from temporalio.plugin import SimplePlugin
from temporalio.service import RPCError

from activities.database import BookKeys, Books
from activities.database.encryption import wrap_anew
from activities.errors import WorldError
from activities.ledger import Ledger
from client import names
from client.cli.command_line import DONE
from client.cli.operators.ops import app
from client.errors import InvalidForm
from client.transport.connection import connect
from deploy import demonstration
from deploy.archive import commands as archive
from deploy.faults import OperatorFault, told
from deploy.operators import hooks
from deploy.operators.namespace import OtherAttribute, set_up
from deploy.operators.views import link, views
from deploy.recovery.commands import backup, bind, migrate, reconcile, restore
from deploy.releases import commands as releases
from deploy.serve import ServeSettings, serve_until_stopped
from deploy.server import HOST
from deploy.what_if.commands import what_if
from worker import open_district

AsJson = Annotated[bool, Parameter(help="print JSON instead")]

for command in (bind, migrate, backup, restore, reconcile, what_if):
    app.command(command)
app.command(hooks.app)
app.command(archive.app)
app.command(releases.app)


@app.command
def serve() -> int:
    """Run server, UI and a worker until Ctrl-C; their state is kept in var/ of this folder."""
    try:
        serve_until_stopped()
    except (OperatorFault, WorldError, ValueError) as error:
        raise CycloptsError(msg=str(error)) from error
    return DONE


@app.command
def namespace() -> int:
    """Make namespace and search attributes where TEMPORAL_ADDRESS says; again, nothing changes."""
    try:
        added = asyncio.run(_set_up())
    except (OtherAttribute, RPCError) as error:
        raise CycloptsError(msg=str(error)) from error
    print(f"新增检索属性：{'、'.join(added) or '无'}")
    return DONE


async def _set_up() -> tuple[str, ...]:
    return await set_up(await connect(SimplePlugin("operator")))


@app.command
def links(*, ui: str = "", json: AsJson = False) -> int:
    """Print links to the lists of the Temporal UI that operators open again and again.

    :param ui: where the Temporal UI is; that of `make serve`, if not given
    """
    ui = ui.rstrip("/") or f"http://{HOST}:{ServeSettings().ui_port}"
    shown = {view.says: link(view, ui=ui, namespace=names.NAMESPACE) for view in views()}
    if json:
        print(dumps(shown, ensure_ascii=False, indent=2))
        return DONE
    for says, address in shown.items():
        print(f"{says}\n  {address}")
    return DONE


@app.command
def rotate_keys() -> int:
    """Put new keys behind those of the books, and wrap every data key anew, while everybody is at work.

    What older keys have written is found and read, so the file keeps them.
    """
    settings = ServeSettings()
    with told():
        BookKeys(settings.book_keys).rotate()
        for books in (open_district(settings), Ledger(settings.ledger_url, BookKeys(settings.book_keys))):
            print(f"{books.name}：已重新封装 {_wrapped_anew(books)} 个数据密钥")
            books.close()
    return DONE


def _wrapped_anew(books: Books) -> int:
    number = 0
    while True:  # by pages: nobody waits long
        with books.transaction() as open_books:
            page = wrap_anew(open_books)
        if not page:
            return number
        number += page


@app.command
def stand_ins(file: Path, /) -> int:
    """Tell the departments' stand-ins how to behave towards every case from now on.

    :param file: behaviours by item, as deploy/district/officers.json
    """
    try:
        district = open_district(ServeSettings())
        demonstration.set_stand_ins(district, file)
        district.close()
    except OSError as error:
        raise CycloptsError(msg=f"{file} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise CycloptsError(msg=f"{file}: {InvalidForm.of(error)}") from error
    except (ValueError, WorldError) as error:
        raise CycloptsError(msg=f"{file}: {error}") from error
    return DONE
