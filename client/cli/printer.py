"""What is printed of a case at a terminal, and whether a printed page is genuine."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.console import Group, RenderableType

from ..errors import NotPossible
from ..evidence import verify
from ..evidence.credential import ProvedLicence, check, presented
from ..evidence.printed_page import PrintedPage
from ..evidence.printer import check_code
from ..messages.message import Message
from .command_line import DONE, MEND, NOT_ACCEPTED
from .order import ItemCode
from .tables.layout import CHINA, moment, table
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
async def credential(
    case: CaseId, item: ItemCode, file: Path, /, *, show: list[str] | None = None, at: Connection = HERE
) -> int:
    """Write the licence that an item gave as SD-JWT VC, to be shown to whoever wants to see it.

    :param file: where it goes
    :param show: a claim that is disclosed, such as holder, holder_name or identifier; several times; else all
    """
    whole = await (await (await at.platform()).case(case)).licence_credential(item)
    try:
        shown = whole if show is None else presented(whole, show)
    except KeyError as unknown:
        raise NotPossible(f"证照凭证里没有 {unknown}，请核对名称") from None
    return await _written(shown.encode(), file, at, checks="check-credential")


@app.command
def check_credential(
    file: Path,
    engine: str,
    /,
    *,
    json: Annotated[bool, Parameter(help="print the message as JSON")] = False,
) -> int:
    """Tell offline what a licence that somebody shows proves; compare it with the person.

    :param file: what he shows, as `credential` writes it
    :param engine: the engine's public key, or the file of it that its operator publishes
    """
    try:
        proved = check(_text(str(file)), engine=verify.key_of(engine))
    except verify.NoKey:
        return _keyless(engine)
    except verify.Broken as broken:
        say(f"核验不通过：{broken}")
        return NOT_ACCEPTED
    say(proved.model_dump_json() if json else "\n".join(_told(proved)))
    return DONE


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
    except verify.NoKey:
        return _keyless(engine)
    except verify.Broken as broken:
        say(f"核验不通过：{broken}")
        return NOT_ACCEPTED
    if json:
        say(page.model_dump_json())
    else:
        console().print(_shown(page))
    return DONE


def _keyless(engine: str) -> int:
    missing = "" if Path(engine).is_file() else "没有这个文件，也"
    say(f"{engine}：{missing}不是引擎签名所用的公钥；请给出运行方公布的公钥，或者载有该公钥的文件")
    return MEND


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


def _told(proved: ProvedLicence) -> Iterator[str]:
    signed = proved.signed
    yield f"核验通过：{signed.licence}，{signed.authority} {signed.decided_on} 决定"
    if signed.exp is not None:
        yield f"有效期止 {moment(datetime.fromtimestamp(signed.exp, CHINA))}（不含）"
    yield from (f"{name} {says}" for name, says in proved.disclosed.items())
    yield f"另有 {proved.hidden} 项未出示；现在是否有效，以电子证照库的查询结果为准"


async def _written(content: bytes, file: Path, at: Connection, *, checks: str = "check-page") -> int:
    await write(file, content)
    told = PrintedFile(file=str(file), sha256=hashlib.sha256(content).hexdigest())
    return at.show(told, f"{file}：{len(content):,} 字节，可离线核验：onematter case {checks}")
