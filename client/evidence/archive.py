"""A bundle as a file that whoever gets it can check by himself."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..messages.cases.evidence import CaseBundle
from . import verify

_SINCE: Final = (1980, 1, 1, 0, 0, 0)
"""Of every file in it: the same content is the same zip."""


def packed(bundle: CaseBundle) -> bytes:
    """As a zip: a file for each leaf that may be read, the hashes of all, and what checks them."""
    files = {f"leaves/{number:03}.json": leaf.text for number, leaf in enumerate(bundle.leaves) if leaf.text}
    names = iter(files)
    manifest = {
        "case": str(bundle.case),
        "signature": bundle.signature,
        "verifies": bundle.verifies,
        "leaves": [{"hash": leaf.hash, "file": next(names) if leaf.text else None} for leaf in bundle.leaves],
    }
    itself = Path(verify.__file__).read_text(encoding="utf-8")
    return zipped({verify.MANIFEST: json.dumps(manifest, indent=1), verify.ITSELF: itself, **files})


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """One zip, with these files by their names."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in files.items():
            written.writestr(zipfile.ZipInfo(name, _SINCE), text)
    return content.getvalue()
