"""A bundle of evidence, taken apart, bent and put together again."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from client.evidence import verify
from client.trust.actor import Role
from tests.support.speakers import identity_of

ENGINE: Final = identity_of(Role.ENGINE).verifies


def verified(bundle: bytes, folder: Path, *engine: str) -> tuple[int, str]:
    """By the program that is in it, with nothing else of ours."""
    file = folder / "bundle.zip"
    file.write_bytes(bundle)
    with zipfile.ZipFile(file) as archive:
        (folder / "verify.py").write_bytes(archive.read("verify.py"))
    command = [sys.executable, "-I", "verify.py", file.name, *engine]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def opened(bundle: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        for name, text in files.items():
            written.writestr(name, text)
    return content.getvalue()


def leaves_of(bundle: bytes) -> list[dict[str, Any]]:
    return [json.loads(text) for name, text in opened(bundle).items() if name.startswith("leaves/")]


def hashes_of(bundle: bytes) -> list[str]:
    return [leaf["hash"] for leaf in json.loads(opened(bundle)[verify.MANIFEST])["leaves"]]


def with_hashes(bundle: bytes) -> list[dict[str, Any]]:
    files = opened(bundle)
    leaves = json.loads(files[verify.MANIFEST])["leaves"]
    return [{**json.loads(files[leaf["file"]]), "hash": leaf["hash"]} for leaf in leaves if leaf["file"]]


def sign_anew(manifest: dict[str, Any], actor: str = "") -> None:
    own = identity_of(Role.ENGINE, actor=actor)
    hashes = [bytes.fromhex(leaf["hash"]) for leaf in manifest["leaves"]]
    claims = {"case": manifest["case"], "leaves": len(hashes), "root": verify.root(hashes).hex()}
    manifest["verifies"] = own.verifies
    manifest["signature"] = own.sign(json.dumps(claims).encode())
