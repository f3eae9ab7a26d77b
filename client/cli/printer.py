"""What is printed of a case at a terminal, and whether a printed page is genuine."""

import hashlib
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.console import Group, RenderableType

from ..evidence import verify
from ..evidence.printed_page import PrintedPage
from ..evidence.printer import check_code
from ..messages.message import Message
from .command_line import DONE, MEND, NOT_ACCEPTED
from .order import ItemCode
from .tables.layout import table
from .terminal import HERE, CaseId, Connection, console, say, write

app = App(name="printer")


class PrintedFile(Message):
    """A page as it was written; `sha256` is of the file."""

    file: str
    sha256: str


@app.command
async def receipt(case: CaseId, file: Path, /, *, at: Connection = HERE) -> int:
    """Write the receipt of a case as PDF, with a QR code that proves it.

    :param file: where it goes
    """
    found = await (await at.platform()).case(case)
    return await _written(await found.receipt_pdf(), file, at)


@app.command
async def licence(case: CaseId, item: ItemCode, file: Path, /, *, at: Connection = HERE) -> int:
    """Write what shows the licence that an item gave as PDF, with a QR code that proves it.

    :param file: where it goes
    """
    found = await (await at.platform()).case(case)
    return await _written(await found.licence_pdf(item), file, at)


@app.command
def check_page(
    code: str,
    engine: str,
    /,
    *,
    json: Annotated[bool, Parameter(help="print the message as JSON")] = False,
) -> int:
    """Tell offline what the code of a printed page proves; compare it with the page.

    :param code: what a scanner reads, or a file that has it
    :param engine: the engine's public key, or the file of it that its operator publishes
    """
    try:
        page = check_code(_text(code), engine=verify.key_of(engine))
    except verify.NoKey as missing:
        say(str(missing))
        return MEND
    except verify.Broken as broken:
        say(f"核验不通过：{broken}")
        return NOT_ACCEPTED
    if json:
        say(page.model_dump_json())
    else:
        console().print(_shown(page))
    return DONE


def _text(code: str) -> str:
    """A code is longer than any name of a file."""
    try:
        return Path(code).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return code


def _shown(page: PrintedPage) -> RenderableType:
    lines = [f"核验通过：{page.title}", *(f"{name} {says}" for name, says in page.lines)]
    rows = [table(page.head, page.rows)] if page.head else []
    return Group(*lines, *rows, f"签名时间 {page.signed_at:%Y-%m-%d %H:%M:%S}", page.remark)


async def _written(content: bytes, file: Path, at: Connection) -> int:
    await write(file, content)
    told = PrintedFile(file=str(file), sha256=hashlib.sha256(content).hexdigest())
    return at.show(told, f"{file}：{len(content):,} 字节，可凭二维码离线核验：onematter case check-page")
