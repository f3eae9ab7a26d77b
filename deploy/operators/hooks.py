"""`onematter ops hooks`: to which addresses platforms are told what comes about in their cases."""

from datetime import UTC, datetime
from typing import Annotated, Final
from urllib.parse import urlsplit

from cyclopts import App, CycloptsError, Parameter

from activities.database import Transaction
from activities.ledger.lists import events, hooks
from activities.ledger.lists.hooks import HookRow
from activities.ledger.trust import actor_keys
from client.cli.command_line import DONE
from client.cli.operators.wanted import AsCsv
from client.cli.tables.layout import moment
from client.cli.tables.rows import Rows
from client.cli.terminal import list_out
from client.trust.actor import Role
from deploy.serve import own_ledger

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")

app = App(name="hooks", help="Say at which addresses platforms are told what comes about in their cases.")

Of = Annotated[str, Parameter(help="the account of the platform, as the directory has it")]


@app.command(name="set")
def set_(platform: Of, url: str, /, *, after: int | None = None) -> int:
    """Tell a platform at an address, from now on or again from behind a position.

    :param url: https, unless it is on this machine
    :param after: the position of the last event that it has, 0 for all there are
    """
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ("https", *(["http"] if parts.hostname in LOOPBACK else [])):
        raise CycloptsError(
            msg=f"{url!r} is no address of a platform: give one that begins with https://, "
            "or with http:// on this machine"
        )
    now = datetime.now(UTC)
    with own_ledger() as ledger, ledger.transaction() as books:
        _require_known(books, platform)
        last = events.last(books, platform)
        position = last if after is None else after
        if not 0 <= position <= last:
            raise CycloptsError(
                msg=f"--after {after}: {platform} has events up to {last}; name one of those, or 0"
            )
        hooks.begin(books, HookRow(platform=platform, url=url, position=position, try_at=now, held_until=now))
    print(f"{platform}：自第 {position} 号事件之后起告知")
    return DONE


def _require_known(books: Transaction, platform: str) -> None:
    """Who has neither a key nor a case is misspelt, and would wait for ever.  Raises `CycloptsError`."""
    keys = (key.actor for key in actor_keys.all_of(books) if key.role == Role.PLATFORM)
    known = sorted({*keys, *events.platforms(books)})
    if platform not in known:
        raise CycloptsError(
            msg=f"no platform {platform!r}: known: {', '.join(known) or 'none yet'}; "
            "enter its key first (`onematter keys add`), or let it file a case"
        )


@app.command
def remove(platform: Of, /) -> int:
    """Tell a platform nothing any more; its events stay, for the feed."""
    with own_ledger() as ledger, ledger.transaction() as books:
        if not hooks.end(books, platform):
            raise CycloptsError(msg=f"{platform} is told nothing at any address; see `ops hooks list`")
    return DONE


@app.command(name="list")
def list_(*, as_csv: AsCsv = False) -> int:
    """List addresses, how far each is behind, what keeps it, and how many events were set aside."""
    with own_ledger() as ledger, ledger.reading() as books:
        letters = hooks.dead_letters(books)
        rows = tuple(
            (
                hook.platform,
                hook.url,
                hook.position,
                events.last(books, hook.platform),
                letters.get(hook.platform, 0),
                hook.failures or "",
                hook.fault,
                moment(hook.try_at) if hook.failures else "",
            )
            for hook in hooks.all_of(books)
        )
    headings = ("平台", "地址", "已告知至", "最新事件", "搁置", "连续失败", "原因", "下次尝试")
    list_out(Rows(headings, rows, "没有登记告知地址的平台"), as_csv=as_csv)
    return DONE


@app.command
def refused(platform: Of, /, *, as_csv: AsCsv = False) -> int:
    """List the events that a platform has refused for good; all are in its feed.

    `set … --after` a position before the first of them tells it those, and all that came behind, once more.
    """
    with own_ledger() as ledger, ledger.reading() as books:
        letters = hooks.letters_of(books, platform)
        rows = tuple((letter.position, moment(letter.at), letter.fault) for letter in letters)
    list_out(Rows(("事件", "搁置时间", "原因"), rows, f"{platform} 没有搁置的事件"), as_csv=as_csv)
    return DONE
