"""The client without a server: files, sizes, fingerprints, and what is told to people."""

import base64
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import client
from client import (
    Applicant,
    Channel,
    Colour,
    EngineUnreachable,
    InvalidForm,
    KeyRing,
    MediaType,
    OnRefusal,
    OutcomeKind,
    Paper,
    Platform,
    Stage,
    State,
    Submission,
    errors,
    labels,
)
from client.messages.cases.receipt import Receipt
from client.messages.cases.submission import fingerprint, likeness
from client.messages.enquiries.guidance import Applies, Origin
from client.messages.enquiries.pre_review import Conclusion, Handling
from client.messages.enquiries.prefill import Obstacle
from client.platform.files import read_submission, read_supplement
from client.platform.papers import MAX_PAPER, MAX_PAPERS, MAX_TEXT, faults
from matters.language import Severity

KEYS = KeyRing.parse(f"a:{base64.b64encode(bytes(32)).decode()}")
CONTENT: dict[str, Any] = {
    "id": "6f1c3a52-0000-4000-8000-000000000000",
    "one_matter": "newborn",
    "region": "990101",
    "channel": "app",
    "applicant": {"name": "母亲甲", "identity_number": "990101199203120021", "phone": "13900000001"},
    "form": {"child_name": "新生儿甲", "born_on": "2026-11-10"},
}


def _paper(content: bytes, *, code: str = "scan", kind: MediaType = MediaType.TEXT) -> Paper:
    return Paper(code=code, filename="扫描件", media_type=kind, content=base64.b64encode(content))


def _submission(*papers: Paper, form: dict[str, Any] | None = None) -> Submission:
    return Submission(
        id=UUID(CONTENT["id"]),
        one_matter="newborn",
        region="990101",
        channel=Channel.APP,
        applicant=Applicant(name="母亲甲", identity_number="990101199203120021", phone="13900000001"),
        form=form or CONTENT["form"],
        papers=papers,
    )


def _written(folder: Path, content: object) -> Path:
    file = folder / "case.json"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return file


def _paths(file: Path) -> set[str]:
    with pytest.raises(InvalidForm) as raised:
        read_submission(file)
    return {field.path for field in raised.value.wrong_fields}


def test_file_is_read_with_its_papers(tmp_path: Path) -> None:
    """A paper names a file beside the submission; name, kind and content come from it."""
    (tmp_path / "scan.PDF").write_bytes(b"%PDF-1.7")
    read = read_submission(_written(tmp_path, CONTENT | {"papers": [{"code": "scan", "file": "scan.PDF"}]}))
    assert [(it.filename, it.media_type, it.content) for it in read.papers] == [
        ("scan.PDF", MediaType.PDF, b"%PDF-1.7")
    ]
    assert str(read.id) == CONTENT["id"]


def test_file_without_an_id_gets_one(tmp_path: Path) -> None:
    """Each reading is a new submission, so the caller keeps what was read."""
    file = _written(tmp_path, {key: CONTENT[key] for key in CONTENT if key != "id"})
    assert read_submission(file).id != read_submission(file).id


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "not JSON"),
        ("新生儿".encode("gb18030"), "save it as UTF-8"),
        (b"[]", "it must be a JSON object"),
        (b"[" * 100_000, "nested too deeply"),
        (None, "No such file"),
    ],
)
def test_unreadable_file(tmp_path: Path, content: bytes | None, says: str) -> None:
    """A file that cannot be read at all is named, with what is wrong with it."""
    file = tmp_path / "case.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InvalidForm, match=says) as raised:
        read_submission(file)
    assert [field.path for field in raised.value.wrong_fields] == [str(file)]


def test_every_wrong_field_is_told_at_once(tmp_path: Path) -> None:
    """Missing, unknown and malformed fields come in one error, each with its path, none with its value."""
    applicant = {"name": "母亲甲", "phone": "13900000001", "nick": "secret"}
    file = _written(
        tmp_path, {"one_matter": "newborn", "channel": "fax", "colour": "secret"} | {"applicant": applicant}
    )
    assert _paths(file) == {
        *("region", "channel", "form", "colour"),
        *("applicant.identity_number", "applicant.nick"),
    }
    with pytest.raises(InvalidForm) as raised:
        read_submission(file)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("name", ["scan.docx", "scan", "none.pdf"])
def test_paper_that_cannot_be_taken(tmp_path: Path, name: str) -> None:
    """A file of an unknown kind, or none at all, is named with its path."""
    (tmp_path / "scan.docx").write_bytes(b"x")
    file = _written(tmp_path, CONTENT | {"papers": [{"code": "scan", "file": name}]})
    assert _paths(file) == {str(tmp_path / name)}


@pytest.mark.parametrize(
    ("papers", "paths"),
    [
        ((_paper("出生".encode()), _paper(b"%PDF-1.7", code="pdf", kind=MediaType.PDF)), []),
        ((_paper(b"x" * MAX_PAPER),), []),
        ((_paper(b"x" * (MAX_PAPER + 1)),), ["papers.0"]),
        (tuple(_paper(b"x" * (MAX_PAPERS // 3 + 1), code=code) for code in "abc"), ["papers"]),
        ((_paper(b"x"), _paper(b"y")), ["papers.1"]),
        ((_paper(b""),), ["papers.0"]),
        ((_paper(b"PK\x03\x04", kind=MediaType.PDF),), ["papers.0"]),
        ((_paper(b"%PDF-1.7", kind=MediaType.OFD),), ["papers.0"]),
        ((_paper(b"GIF89a", kind=MediaType.PNG),), ["papers.0"]),
        ((_paper(b"\x89PNG\r\n\x1a\n", kind=MediaType.JPEG),), ["papers.0"]),
        ((_paper(b"a\x00b"), _paper(b"\x1b[31m", code="b")), ["papers.0", "papers.1"]),
        ((_paper("出生".encode("gb18030")),), ["papers.0"]),
    ],
)
def test_papers(papers: tuple[Paper, ...], paths: list[str]) -> None:
    """Size, kind and code of every paper are looked at before anything is sent."""
    assert [fault.path for fault in faults(_submission(*papers))] == paths


def test_oversized_form() -> None:
    """Form, applicant and names together have a limit of their own, in bytes."""
    assert not faults(_submission(form={"text": "好" * (MAX_TEXT // 4)}))
    assert [fault.path for fault in faults(_submission(form={"text": "好" * (MAX_TEXT // 3)}))] == ["form"]


def test_what_json_cannot_say() -> None:
    """An answer that would not arrive is refused before it is sent; numbers are looked at before."""
    assert [fault.path for fault in faults(_submission(form={"answer": "\ud800"}))] == ["form"]


@pytest.mark.parametrize(
    "changed", [{"form": {"answer": {1}}}, {"form": 1}, {"applicant": 1}, {"channel": "\ud800"}]
)
def test_what_was_changed_past_the_types(changed: dict[str, object]) -> None:
    """By `model_copy` anything gets into a message, and none of it into a warning."""
    assert [fault.path for fault in faults(_submission().model_copy(update=changed))] == ["Submission"]


def test_papers_in_another_order() -> None:
    """A receipt is of whatever says the same, and of nothing else; one from before, of the order it knows."""
    plan, proof = _paper(b"x", code="plan"), _paper(b"y", code="proof")
    filed, turned = _submission(plan, proof), _submission(proof, plan)
    swapped = _submission(_paper(b"y", code="plan"), _paper(b"x", code="proof"))
    receipt = _receipt(filed, likeness=likeness(filed))
    assert receipt.is_of(filed)
    assert receipt.is_of(turned)
    assert not receipt.is_of(swapped)
    assert _receipt(filed).is_of(filed)
    assert not _receipt(filed).is_of(turned)


def _receipt(filed: Submission, **more: str) -> Receipt:
    of = {"case": filed.id, "fingerprint": fingerprint(filed), "one_matter": "x", "accepted": True}
    return Receipt.model_validate({**of, "received_at": "2026-11-28T00:00:00Z", **more})


def test_fingerprint() -> None:
    """Equal submissions have one fingerprint, in whatever order they were written; others do not."""
    form = {"a": "甲", "b": {"c": 1, "d": None}}
    turned = {"b": {"d": None, "c": 1}, "a": "甲"}
    assert fingerprint(_submission(form=form)) == fingerprint(_submission(form=turned))
    assert fingerprint(_submission(form=form)) != fingerprint(_submission(form=form | {"a": "乙"}))
    assert fingerprint(_submission(_paper(b"x"))) != fingerprint(_submission(_paper(b"y")))


async def test_closed_port() -> None:
    """Where nobody listens, the error says where that was and what to set."""
    with pytest.raises(EngineUnreachable, match=r"127\.0\.0\.1:1; .* TEMPORAL_ADDRESS"):
        await Platform.connect("127.0.0.1:1", keys=KEYS)


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname.txt", "link.txt", "a/../../secret.txt"])
def test_a_file_beside_the_submission_only(tmp_path: Path, name: str) -> None:
    """A citizen's file has nobody's papers sent but those that lie below it, whatever leads elsewhere."""
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "from-outside"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    file = _written(folder, CONTENT | {"papers": [{"code": "scan", "file": name}]})
    with pytest.raises(InvalidForm, match="does not lie beside the submission"):
        read_submission(file)


def test_a_name_that_stands_twice(tmp_path: Path) -> None:
    """Of two answers to one question nobody knows which is meant."""
    file = tmp_path / "case.json"
    file.write_text('{"form": {"phone": "1", "phone": "2"}}')
    with pytest.raises(InvalidForm, match="phone: this stands twice"):
        read_submission(file)


def test_supplement_is_read_with_its_papers(tmp_path: Path) -> None:
    """What is mended is read like a submission, and a whole submission is not taken for it."""
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    papers = [{"code": "scan", "file": "scan.pdf"}]
    read = read_supplement(_written(tmp_path, {"form": {"phone": "1"}, "papers": papers}))
    assert (read.form, [paper.content for paper in read.papers]) == ({"phone": "1"}, [b"%PDF-1.7"])
    with pytest.raises(InvalidForm) as raised:
        read_supplement(_written(tmp_path, CONTENT))
    assert {field.path for field in raised.value.wrong_fields} == {
        *("id", "one_matter", "region", "channel", "applicant")
    }


def test_face_has_every_error() -> None:
    """Whatever this SDK raises can be caught by a name of its face."""
    raised = {name for name, kind in vars(errors).items() if _is_error(kind)}
    assert raised <= set(client.__all__)
    assert all(name in (errors.__doc__ or "") for name in raised)


def _is_error(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, errors.OneMatterError)


def test_errors_are_told_in_chinese() -> None:
    """Each that somebody may meet; what is wrong with a form is a sentence itself."""
    families = {errors.OneMatterError, errors.Mend, errors.Again, errors.Rejected, errors.OtherProcess}
    known = {kind for kind in vars(errors).values() if _is_error(kind)} - families - {errors.InvalidForm}
    assert set(labels.ERRORS) == {kind.__name__ for kind in known}


def test_labels() -> None:
    """Every stage, state, outcome, colour and choice has its label."""
    assert set(labels.COLOURS) == set(Colour)
    assert set(labels.CHOICES) == set(OnRefusal)
    assert set(labels.STAGES) == set(Stage)
    assert set(labels.STATES) == set(State)
    assert set(labels.OUTCOMES) == set(OutcomeKind)
    assert set(labels.APPLIES) == set(Applies)
    assert set(labels.ORIGINS) == set(Origin)
    assert set(labels.CONCLUSIONS) == set(Conclusion)
    assert set(labels.HANDLINGS) == set(Handling)
    assert set(labels.OBSTACLES) == set(Obstacle)
    assert set(labels.SEVERITIES) == {severity.value for severity in Severity}
