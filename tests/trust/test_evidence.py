"""A case as evidence: whole for its applicant, in part for a department, and whatever is bent is found."""

import base64
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from joserfc import jws

from client import Case, names
from client.errors import NotAllowed, OneMatterError, UnknownItem, WrongDepartment
from client.evidence import verify
from client.messages.cases.evidence import CaseBundle
from client.trust.actor import Role
from tests.support.parts import MARRIED, Parts, submission
from tests.support.speakers import identity_of, line_of
from tests.support.states import in_review, on_one_ledger

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"
HOUSEHOLD: Final = "household-registration"
POLICE: Final = "public-security"
HASHES_OF_RFC: Final = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
"""Roots of the first so many of the leaves below, as implementations of RFC 6962 are tested with."""
LEAVES: Final = (
    *("", "00", "10", "2021", "3031", "40414243"),
    *("5051525354555657", "606162636465666768696a6b6c6d6e6f"),
)


@pytest.mark.parametrize("many", HASHES_OF_RFC)
def test_the_tree_is_that_of_the_rfc(many: int) -> None:
    """Its roots are those that others reckon."""
    hashes = [verify.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:many]]
    assert verify.root(hashes).hex() == HASHES_OF_RFC[many]


@pytest.fixture
async def closed(parts: Parts) -> Case:
    """A case in which officers have decided, and which has ended."""
    case = await in_review(parts)
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).grant(case.id, FOOD)
    await case.outcome()
    return case


def _verified(bundle: bytes, folder: Path, *engine: str) -> tuple[int, str]:
    """By the program that is in it, with nothing else of ours."""
    file = folder / "bundle.zip"
    file.write_bytes(bundle)
    with zipfile.ZipFile(file) as opened:
        (folder / "verify.py").write_bytes(opened.read("verify.py"))
    command = [sys.executable, "-I", "verify.py", file.name, *engine]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _opened(bundle: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _packed(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        for name, text in files.items():
            written.writestr(name, text)
    return content.getvalue()


def _leaves(bundle: bytes) -> list[dict[str, Any]]:
    return [json.loads(text) for name, text in _opened(bundle).items() if name.startswith("leaves/")]


ENGINE: Final = identity_of(Role.ENGINE).verifies


@on_one_ledger
async def test_a_whole_case(closed: Case, tmp_path: Path) -> None:
    """Its applicant has all that was said, planned and decided, and by which text, engine and day."""
    bundle = await closed.bundle()
    code, said = _verified(bundle, tmp_path, ENGINE)
    assert code == 0, said
    kinds = {leaf["kind"] for leaf in _leaves(bundle)}
    assert kinds >= {
        "submission",
        "receipt",
        "plan",
        "planned",
        "word",
        "request",
        "decision",
        "clock",
        "key",
    }
    assert "officer officer-1" in said
    assert "officer officer-2" in said
    assert f"department {identity_of(Role.DEPARTMENT, department=MARKET).speaker.actor}" in said
    (plan,) = [leaf["content"] for leaf in _leaves(bundle) if leaf["kind"] == "plan"]
    assert len(plan["definition"]) == len(plan["engine"]) == 64
    assert _hashes(await closed.bundle()) == _hashes(bundle)


def _hashes(bundle: bytes) -> list[str]:
    return [leaf["hash"] for leaf in json.loads(_opened(bundle)[verify.MANIFEST])["leaves"]]


@on_one_ledger
async def test_what_can_be_done_against_it_has_a_last_day(closed: Case) -> None:
    """A decision tells its remedies as dates, as the progress does."""
    progress = {item.code: item for item in (await closed.progress()).items}
    for leaf in _leaves(await closed.bundle()):
        if leaf["kind"] == "decision":
            recourses = progress[leaf["content"]["code"]].recourses
            assert leaf["content"]["recourses"] == [one.model_dump(mode="json") for one in recourses]


@on_one_ledger
async def test_a_department_has_its_part(parts: Parts, tmp_path: Path) -> None:
    """It reads its own items and proves them; of others', and of the submission, it has hashes alone."""
    case = await parts.platform.submit(submission(MARRIED))
    await case.outcome()
    bundle = await parts.desk(POLICE).bundle(case.id, HOUSEHOLD)
    assert _verified(bundle, tmp_path, ENGINE)[0] == 0
    whole = await case.bundle()
    assert _hashes(bundle) == _hashes(whole)
    shown = {leaf["name"] for leaf in _leaves(bundle)}
    assert {f"decision {HOUSEHOLD}", f"request {HOUSEHOLD}"} <= shown
    others = {leaf["name"] for leaf in _leaves(whole)} - shown
    assert others >= {"submission", "receipt", "outcome"}
    planned = [leaf["content"] for leaf in _leaves(whole) if leaf["kind"] == "planned"]
    foreign = {item["code"] for item in planned if item["department"] != POLICE}
    assert len(foreign) > 1
    assert {f"request {code}" for code in foreign} <= others


@on_one_ledger
async def test_another_has_nothing(parts: Parts, closed: Case) -> None:
    """Neither another platform nor department, nor one that asks for no item, or for one there is not."""
    other = line_of(parts, identity_of(Role.PLATFORM, actor="other"))
    with pytest.raises(NotAllowed):
        await Case(other, closed.receipt).bundle()
    with pytest.raises(OneMatterError):
        await parts.desk("tobacco").bundle(closed.id, FOOD)
    for item in ("", "liquor-licence"):
        with pytest.raises(UnknownItem):
            await parts.desk("tobacco").bundle(closed.id, item)
    run, fire = names.case_id(closed.id), identity_of(Role.OFFICER, department="fire-rescue")
    with pytest.raises(WrongDepartment):
        await line_of(parts, fire).look(run, names.BUNDLE, CaseBundle, by=fire, about=FOOD)


def _changed_byte(files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.startswith("leaves/"))
    files[name] = files[name].replace(b"a", b"b", 1)


def _dropped_word(files: dict[str, bytes]) -> None:
    manifest = json.loads(files[verify.MANIFEST])
    place = next(
        number
        for number, leaf in enumerate(manifest["leaves"])
        if leaf["file"] and json.loads(files[leaf["file"]])["kind"] == "word"
    )
    del files[manifest["leaves"].pop(place)["file"]]
    files[verify.MANIFEST] = json.dumps(manifest).encode()


def _redacted_and_replaced(files: dict[str, bytes]) -> None:
    """A leaf that says something else, with its own hash in the place of the old one."""
    manifest = json.loads(files[verify.MANIFEST])
    leaf = next(leaf for leaf in manifest["leaves"] if leaf["file"])
    files[leaf["file"]] = b"{}"
    leaf["hash"] = verify.leaf_hash(b"{}").hex()
    files[verify.MANIFEST] = json.dumps(manifest).encode()


def _another_order(files: dict[str, bytes]) -> None:
    manifest = json.loads(files[verify.MANIFEST])
    manifest["leaves"].reverse()
    files[verify.MANIFEST] = json.dumps(manifest).encode()


def _forged_signature(files: dict[str, bytes]) -> None:
    manifest = json.loads(files[verify.MANIFEST])
    head, content, signature = manifest["signature"].split(".")
    claims = json.loads(base64.urlsafe_b64decode(content + "==="))
    forged = base64.urlsafe_b64encode(json.dumps({**claims, "case": "another"}).encode()).decode().rstrip("=")
    manifest["signature"] = f"{head}.{forged}.{signature}"
    files[verify.MANIFEST] = json.dumps(manifest).encode()


def _smuggled(files: dict[str, bytes]) -> None:
    files["leaves/999.json"] = b"{}"


def _rubbish(files: dict[str, bytes]) -> None:
    files[verify.MANIFEST] = b"[]"


BENT: Final[tuple[Callable[[dict[str, bytes]], None], ...]] = (
    _changed_byte,
    _dropped_word,
    _redacted_and_replaced,
    _another_order,
    _forged_signature,
    _smuggled,
    _rubbish,
)


@on_one_ledger
async def test_what_is_bent_is_found(closed: Case, tmp_path: Path) -> None:
    """A changed byte, a dropped word, a leaf in another's place, a forged signature, a file more."""
    bundle = await closed.bundle()
    for bend in BENT:
        files = _opened(bundle)
        bend(files)
        code, said = _verified(_packed(files), tmp_path, ENGINE)
        assert (code, "does not hold" in said) == (1, True), bend.__name__


@on_one_ledger
async def test_a_forged_word_is_found(closed: Case, tmp_path: Path) -> None:
    """Even by the engine itself: a word that its speaker has not signed, in a tree that the engine has."""
    files = _opened(await closed.bundle())
    manifest = json.loads(files[verify.MANIFEST])
    for leaf in manifest["leaves"]:
        said = json.loads(files[leaf["file"]])
        if said["kind"] == "word" and said["content"]["raw"]:
            said["content"]["raw"] = said["content"]["raw"].replace("officer-1", "officer-9")
            files[leaf["file"]] = json.dumps(said).encode()
            leaf["hash"] = verify.leaf_hash(files[leaf["file"]]).hex()
    _sign_anew(manifest)
    files[verify.MANIFEST] = json.dumps(manifest).encode()
    code, said = _verified(_packed(files), tmp_path, ENGINE)
    assert (code, "something else than was signed" in said) == (1, True)


@on_one_ledger
async def test_another_engine(closed: Case, tmp_path: Path) -> None:
    """Whoever signs the whole of it anew with a key of his own is no engine."""
    files = _opened(await closed.bundle())
    manifest = json.loads(files[verify.MANIFEST])
    _sign_anew(manifest, "another")
    files[verify.MANIFEST] = json.dumps(manifest).encode()
    code, said = _verified(_packed(files), tmp_path, ENGINE)
    assert (code, "another key" in said) == (1, True)


def _sign_anew(manifest: dict[str, Any], actor: str = "") -> None:
    own = identity_of(Role.ENGINE, actor=actor)
    hashes = [bytes.fromhex(leaf["hash"]) for leaf in manifest["leaves"]]
    claims = {"case": manifest["case"], "leaves": len(hashes), "root": verify.root(hashes).hex()}
    manifest["verifies"] = own.verifies
    manifest["signature"] = jws.serialize_compact(
        {"alg": "Ed25519"}, json.dumps(claims).encode(), own.key, algorithms=["Ed25519"]
    )


@on_one_ledger
async def test_a_case_of_machines(parts: Parts) -> None:
    """What machines granted tells by which rules, and who has entered it."""
    case = await parts.platform.submit(submission(MARRIED))
    await case.outcome()
    decisions = [leaf["content"] for leaf in _leaves(await case.bundle()) if leaf["kind"] == "decision"]
    reasons = [reason for decision in decisions for reason in decision["reasons"]]
    assert reasons
    assert all(reason["rule"] and reason["edition"] and reason["basis"] for reason in reasons)
