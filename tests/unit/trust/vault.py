"""A key store in a process of its own, as an HSM is a machine of its own: keys are made there, and stay."""

import os
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import Final

from client import KeyStore
from client.trust.ciphers import suites

_SEED_BYTES: Final = 32


@cache
def _keys(suite: str) -> tuple[bytes, bytes]:
    """Within the vault: for signing and for sealing, which have nothing to do with each other."""
    return os.urandom(_SEED_BYTES), suites.named(suite).derived(os.urandom(_SEED_BYTES), of=b"vault")


def _public(suite: str) -> tuple[bytes, bytes]:
    signing, sealing = _keys(suite)
    return suites.named(suite).verifies(signing), suites.named(suite).public(sealing)


def _sign(suite: str, content: bytes) -> bytes:
    return suites.named(suite).sign(content, seed=_keys(suite)[0])


def _shared(suite: str, other: bytes) -> bytes:
    return suites.named(suite).shared(_keys(suite)[1], other)


VAULTS: list[ProcessPoolExecutor] = []
"""The one that is open."""


@contextmanager
def vault() -> Generator[None]:
    """For as long as this, there is one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as there:
        VAULTS[:] = [there]
        yield


@dataclass
class Vault(KeyStore):
    """One that cannot be a key of a dictionary, as most dataclasses."""

    suite_name: str

    def verifies(self) -> bytes:
        return VAULTS[0].submit(_public, self.suite_name).result()[0]

    def seals(self) -> bytes:
        return VAULTS[0].submit(_public, self.suite_name).result()[1]

    def sign(self, content: bytes) -> bytes:
        return VAULTS[0].submit(_sign, self.suite_name, content).result()

    def shared(self, other: bytes) -> bytes:
        return VAULTS[0].submit(_shared, self.suite_name, other).result()


def international() -> Vault:
    """As an identity's file names it."""
    return Vault("international")


def sm() -> Vault:
    """As an identity's file names it."""
    return Vault("sm")


class SealsOtherwise(Vault):
    """Its public key for sealing is of another pair."""

    def seals(self) -> bytes:
        return suites.INTERNATIONAL.public(bytes(32))


class SignsOtherwise(Vault):
    """Its signatures are written in another way."""

    def sign(self, content: bytes) -> bytes:
        return b"0" + super().sign(content)


def seals_otherwise() -> Vault:
    return SealsOtherwise("international")


def signs_otherwise() -> Vault:
    return SignsOtherwise("international")
