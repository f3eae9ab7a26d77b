"""A case on paper, from the engine to whoever scans the code."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from client import Case
from client.errors import NotAllowed, NotPossible
from client.evidence.printer import check_code
from client.trust import identity
from client.trust.actor import Role
from tests.support.cases.bundles import ENGINE
from tests.support.cases.scanner import needs_font, seen
from tests.support.parts import Parts
from tests.support.speakers import identity_of, line_of
from tests.support.states import on_one_ledger
from tests.support.terminal import FOOD, Terminal

pytestmark = [on_one_ledger, needs_font]


async def test_at_a_terminal(closed: Case, terminal: Terminal, tmp_path: Path) -> None:
    """Receipt and licence are written; a stranger scans and checks them by what the operator publishes."""
    key, page = tmp_path / "engine.json", tmp_path / "page.pdf"
    key.write_text(await terminal.done("keys", "public", os.environ[identity.ENVIRONMENT]))
    written = json.loads(await terminal.done("case", "receipt", closed.id, page, "--json"))
    assert written["sha256"] == hashlib.sha256(page.read_bytes()).hexdigest()
    words, code = seen(page.read_bytes())
    assert closed.receipt.acceptance_number in words
    told = await terminal.done("case", "check-page", code, key)
    assert "核验通过" in told
    assert closed.receipt.acceptance_number in told
    assert "可离线核验" in await terminal.done("case", "licence", closed.id, FOOD, page)
    (tmp_path / "code.txt").write_text(seen(page.read_bytes())[1])
    checked = json.loads(await terminal.done("case", "check-page", tmp_path / "code.txt", key, "--json"))
    progress = {item.code: item for item in (await closed.progress()).items}
    licence = progress[FOOD].licence
    assert licence
    assert dict(checked["lines"])["证照标识"] == licence.identifier
    bent = await terminal("case", "check-page", code[:-20], key)
    assert (bent.code, "核验不通过" in bent.out) == (1, True)
    nowhere = await terminal("case", "check-page", code, tmp_path / "nowhere")
    assert (nowhere.code, "没有这个文件" in nowhere.out) == (2, True)


async def test_whose_it_is(parts: Parts, closed: Case) -> None:
    """Another platform prints nothing of it, nobody what is not there, and no other engine vouches."""
    with pytest.raises(NotAllowed):
        await Case(line_of(parts, identity_of(Role.PLATFORM, actor="other")), closed.receipt).receipt_pdf()
    with pytest.raises(NotPossible):
        await closed.licence_pdf("liquor-licence")
    code = seen(await closed.receipt_pdf())[1]
    assert check_code(code, engine=ENGINE).title == "受理回执"
    with pytest.raises(Exception, match="不是这个引擎签发的"):
        check_code(code, engine=identity_of(Role.ENGINE, actor="another").verifies)
