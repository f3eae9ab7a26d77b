"""Receipts and licences on paper: what is printed, what its code proves, and what is no proof."""

import base64
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

import pytest

from client.errors import NotPossible, WrongSettings
from client.evidence import pdf, verify
from client.evidence.archive import packed
from client.evidence.leaf_proof import LONGEST, MARK, LeafProof
from client.evidence.printer import check_code, printed
from client.evidence.verify import Broken
from client.messages.cases.answers import IssuedLicence
from client.messages.cases.evidence import CaseBundle, Leaf
from client.messages.cases.findings import Finding
from client.messages.cases.progress import ItemProgress, State
from client.messages.cases.receipt import Receipt, ReceiptItem
from client.trust.actor import Role
from tests.support.cases.scanner import needs_font, seen
from tests.support.speakers import identity_of

CASE: Final = UUID("6b1f1c1e-0000-4000-8000-000000000001")
AT: Final = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
NAME: Final = "食品经营许可 #panic() *新办*"
"""With what a page would run, if it were read as markup."""

ENGINE: Final = identity_of(Role.ENGINE).verifies

ITEM: Final = ReceiptItem(
    code="food-licence",
    name=NAME,
    department="市场监督管理局",
    number="1199010100000005194990100012000202603020001",
    after=(),
    promised="10个工作日",
    due_on=date(2026, 3, 16),
    provisional=True,
)
RECEIPT: Final = Receipt(
    case=CASE,
    fingerprint="0" * 64,
    one_matter="开办餐饮店一件事",
    accepted=True,
    acceptance_number="1199010100000005194990100010000202603020001",
    received_at=AT,
    due_on=date(2026, 3, 16),
    items=(ITEM,),
)
GRANTED: Final = ItemProgress(
    code="food-licence",
    name="食品经营许可新办",
    department="市场监督管理局",
    number=ITEM.number,
    state=State.GRANTED,
    decided_at=AT,
    due_on=None,
    licence=IssuedLicence(code="food-licence", name="食品经营许可证", identifier="1.2.156.3005.2.1.001.Z"),
)


def bundle(*content: tuple[str, str, Any], actor: str = "", claims: dict[str, object] | None = None) -> bytes:
    """With leaves of these kinds and names, signed by the engine, or by another one."""
    texts = [
        json.dumps({"kind": kind, "name": name, "salt": "0", "content": told}, ensure_ascii=False)
        for kind, name, told in content
    ]
    hashes = [verify.leaf_hash(text.encode()) for text in texts]
    own = identity_of(Role.ENGINE, actor=actor)
    says = {"leaves": len(hashes), "root": verify.root(hashes).hex(), "iat": int(AT.timestamp())}
    signature = own.sign(json.dumps({"case": str(CASE), **says, **(claims or {})}).encode())
    leaves = tuple(Leaf(hash=one.hex(), text=text) for one, text in zip(hashes, texts, strict=True))
    return packed(CaseBundle(case=CASE, leaves=leaves, signature=signature, verifies=own.verifies))


def of_receipt(receipt: Receipt = RECEIPT, *, actor: str = "") -> bytes:
    told = receipt.model_dump(mode="json")
    return bundle(("plan", "plan", {}), ("receipt", "receipt", told), ("clock", "clock", {}), actor=actor)


def proof(of: bytes, name: str = "receipt") -> LeafProof:
    found = LeafProof.found(of, name=name)
    assert found
    return found


@needs_font
async def test_a_receipt_on_paper() -> None:
    """It shows what is signed, as text and not as markup; its code proves just that; twice is one file."""
    page = await printed(of_receipt(), leaf="receipt")
    assert page == await printed(of_receipt(), leaf="receipt")
    assert b"pdfaid:part" in page
    words, code = seen(page)
    for word in (NAME, ITEM.number, "受理回执", "2026-03-16（暂定）", "2026-03-02 09:30", str(CASE)):
        assert word in words, word
    read = check_code(code, engine=ENGINE)
    assert (read.title, read.signed_at, dict(read.lines)["案件编号"]) == ("受理回执", AT, str(CASE))
    assert read.rows == ((f"{NAME}\n{ITEM.number}", ITEM.department, "2026-03-16（暂定）"),)


@needs_font
async def test_a_licence_on_paper() -> None:
    """What was granted and gives a licence; not what is undecided, refused, without one, or not there."""
    name, told = "decision food-licence", GRANTED.model_dump(mode="json")
    words, code = seen(await printed(bundle(("decision", name, told)), leaf=name))
    assert "1.2.156.3005.2.1.001.Z" in words
    assert dict(check_code(code, engine=ENGINE).lines)["证照名称"] == "食品经营许可证"
    for lacks in ({"licence": None}, {"state": "in-review"}, {"state": "refused"}, {"decided_at": None}):
        with pytest.raises(NotPossible):
            await printed(bundle(("decision", name, {**told, **lacks})), leaf=name)
    with pytest.raises(NotPossible):
        await printed(bundle(("decision", name, told)), leaf="decision liquor-licence")


@needs_font
async def test_what_is_not_accepted() -> None:
    """What is to be mended and by when is on the paper; no word of an acceptance."""
    found = Finding(matter="", path="form", says="缺少面积", mend="请填写", severity="correct", basis="规范")
    open_ = RECEIPT.model_copy(
        update={"accepted": False, "items": (), "findings": (found,), "answer_by": date(2026, 3, 9)}
    )
    words, code = seen(await printed(of_receipt(open_), leaf="receipt"))
    assert "请在 2026-03-09 前补正" in words
    assert "请填写" in words
    assert check_code(code, engine=ENGINE).title == "收件回执"


@pytest.mark.parametrize("many", [1, 2, 3, 5, 8, 11])
def test_every_place_in_a_tree(many: int) -> None:
    """Each leaf is proved in its own place and in no other."""
    nothing: dict[str, str] = {}
    of = bundle(*(("receipt", str(number), nothing) for number in range(many)))
    for number in range(many):
        found = proof(of, str(number))
        assert LeafProof.read(found.code).proved(ENGINE).leaf["name"] == str(number)
        for other in {*range(-1, many + 1)} - {number}:
            with pytest.raises(Broken):
                LeafProof(leaf=found.leaf, place=other, path=found.path, signature=found.signature).proved(
                    ENGINE
                )


def _altered(**changed: Any) -> str:
    return replace(proof(of_receipt()), **changed).code


def _of_packed(content: bytes) -> str:
    return MARK + base64.b32encode(content).decode().rstrip("=")


def _within(code: str) -> bytes:
    packed_ = code.removeprefix(MARK)
    return base64.b32decode(packed_ + "=" * (-len(packed_) % 8))


BENT: Final[tuple[Callable[[str], str], ...]] = (
    lambda _: "",
    lambda _: "https://example.org/",
    lambda _: MARK,
    lambda code: code.removeprefix(MARK),
    lambda code: code[:-9],
    lambda code: code.lower(),
    lambda code: code + "AAAAAAAA",
    lambda code: _of_packed(_within(code) + b"more"),
    lambda _: _of_packed(zlib.compress(b"a" * (LONGEST + 1))),
    lambda _: _of_packed(zlib.compress(b"\xff\n0\n\n")),
    lambda _: _of_packed(zlib.compress(b"1\n2\n3")),
    lambda _: _altered(leaf=proof(of_receipt()).leaf.replace("市场", "税务")),
    lambda _: _altered(path=()),
    lambda _: _altered(path=proof(of_receipt()).path[:-1]),
    lambda _: _altered(path=(*proof(of_receipt()).path, b"0" * 32)),
    lambda _: _altered(path=proof(of_receipt()).path[::-1]),
    lambda _: _altered(signature=""),
    lambda _: _altered(signature=proof(bundle(("receipt", "receipt", {}))).signature),
    lambda _: _altered(signature=proof(bundle(("receipt", "receipt", {}), claims={"root": 1})).signature),
    lambda _: _altered(signature=identity_of(Role.ENGINE).sign(b'{"digest": "0"}')),
    lambda _: _altered(signature=identity_of(Role.ENGINE).sign(b"[]")),
    lambda _: proof(of_receipt(actor="another")).code,
    lambda _: proof(bundle(("word", "receipt", RECEIPT.model_dump(mode="json")))).code,
    lambda _: proof(bundle(("receipt", "receipt", {"case": "none"}))).code,
)


@pytest.mark.parametrize("number", range(len(BENT)))
def test_no_proof(number: int) -> None:
    """What is cut off, added to, blown up, altered, by another key, of another tree, or no receipt."""
    bent = BENT[number](proof(of_receipt()).code)
    with pytest.raises(Broken):
        check_code(bent, engine=ENGINE)


def test_too_much_for_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no picture holds is said to be so, and so is that there is no font with Chinese letters."""
    with pytest.raises(WrongSettings, match="more than a QR code holds"):
        pdf.picture("A" * 4_297)
    monkeypatch.setattr(pdf, "_CHINESE", ("of no font",))
    with pytest.raises(WrongSettings, match=pdf.FONTS):
        pdf.drawn(proof(of_receipt()))
