"""The package of a closed case for the archive (归档信息包): one folder in another, a case and its items.

In shape it is that of GB/T 42727-2023 (nested, for a one-matter) as far as its contents are known: metadata,
papers, decisions, signatures. The text of the standard was not read: names and formats are our own.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, Final

from client.evidence import verify
from client.evidence.archive import packed, zipped
from client.evidence.verify import Broken
from client.labels import OUTCOMES, STATES
from client.messages.cases.evidence import CaseBundle
from client.messages.cases.progress import ItemProgress
from client.messages.cases.submission import Paper
from workflows.cases.records import progress
from workflows.cases.records.case_file import CaseFile

FORMAT: Final = "参照 GB/T 42727-2023 的嵌套结构；未核对标准原文，元数据名称与格式为自定"
DIGESTS: Final = "digests.json"
EVIDENCE: Final = "evidence.zip"
LARGEST: Final = 2**31
"""Bytes of a case with all its papers; those that were uploaded have up to 20 MB each."""


def package(file: CaseFile, evidence: CaseBundle, papers: Sequence[Paper]) -> bytes:
    """All that there is of a case, with the digest of each file in it; `papers` with what they say."""
    files = dict(_files(file, evidence, papers))
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return zipped({**files, DIGESTS: _json(digests)})


def check(content: bytes, *, engine: str | None = None) -> Iterator[str]:
    """What was checked, line by line: each file, and the evidence by its own program.  Raises `Broken`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            verify.require_plain(opened, largest=LARGEST)
            files = {name: opened.read(name) for name in opened.namelist()}
        digests = json.loads(files.pop(DIGESTS))
    except verify.OF_ANOTHER_SHAPE as broken:
        raise Broken("it is no package, or not whole") from broken
    if digests != {name: hashlib.sha256(text).hexdigest() for name, text in files.items()}:
        raise Broken("a file is missing, added, or not as it was written")
    yield f"{len(files)} files are as they were written"
    yield from verify.check(io.BytesIO(files[EVIDENCE]), engine)


def _files(file: CaseFile, evidence: CaseBundle, papers: Sequence[Paper]) -> Iterator[tuple[str, bytes]]:
    yield "metadata.json", _json(_of_case(file))
    for item in progress.items(file):
        yield f"items/{item.code}/metadata.json", _json(_of_item(item, file))
    for paper in papers:
        yield f"papers/{paper.code}/{filed_as(paper)}", paper.content
    shown = progress.progress(file)
    yield "notices.json", _json([told.model_dump(mode="json") for told in shown.told])
    yield EVIDENCE, packed(evidence)


def filed_as(paper: Paper) -> str:
    """The name that its sender has given it, where that names a file and no other place."""
    return re.sub(r"[/\\]", "_", paper.filename).strip(". ") or paper.code


def _of_case(file: CaseFile) -> dict[str, Any]:
    submission, plan = file.submission, file.plan
    receipt = progress.receipt(file)
    return {
        "格式": FORMAT,
        "办件标识": str(file.id),
        "受理编号": receipt.acceptance_number if receipt else "",
        "一件事": plan.name,
        "一件事编码": plan.one_matter,
        "版本": plan.edition,
        "牵头部门": plan.lead,
        "申请人": submission.applicant.name,
        "申请人证件号码": submission.applicant.identity_number,
        "区划": submission.region,
        "渠道": submission.channel,
        "收件时间": file.received_at.isoformat(),
        "办结时间": file.outcome.closed_at.isoformat() if file.outcome else "",
        "办理结果": OUTCOMES[file.outcome.kind] if file.outcome else "",
        "事项": [item.code for item in progress.items(file)],
    }


def _of_item(item: ItemProgress, file: CaseFile) -> dict[str, Any]:
    """With the papers that it rested upon, by the digests that were taken when they came."""
    record = file.items[item.code]
    return {
        "办件编号": item.number,
        "事项": item.name,
        "实施编码": record.planned.implementation_code,
        "部门": item.department,
        "结果": STATES[item.state],
        "经办人": sorted(record.reviewers),
        "决定时间": item.decided_at.isoformat() if item.decided_at else "",
        "送达日期": item.served_on.isoformat() if item.served_on else "",
        "材料": {
            paper.code: file.sha256[paper.code]
            for paper in record.planned.papers
            if paper.code in file.sha256
        },
        "证照": item.licence.model_dump(mode="json") if item.licence else None,
        "不予办理": item.refusal.model_dump(mode="json") if item.refusal else None,
    }


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
