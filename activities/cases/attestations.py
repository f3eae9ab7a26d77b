"""What a department has answered, held against the directory and the licence library before it counts."""

from typing import Final

from temporalio import activity

from activities.ports.licence_library import LicenceLibrary
from activities.trust.gatekeeper import Evidence, Gatekeeper, Proof, Unproved
from client.messages.cases.answers import IssuedLicence
from client.messages.message import Message
from client.trust.actor import Role, Speaker
from client.trust.signatory import LIFE

PATIENCE: Final = 5.0
"""Seconds for the library; nobody waits for the answer."""


class Testimony(Message):
    """An answer as its department has signed it: the licence in it, and the kind that the item gives."""

    evidence: Evidence
    department: str
    licence: IssuedLicence | None = None
    gives: str | None = None


class Attestations:
    """An answer that is nobody's, or grants what the library does not hold, is none."""

    def __init__(self, gatekeeper: Gatekeeper, library: LicenceLibrary) -> None:
        self._gatekeeper = gatekeeper
        self._library = library

    @activity.defn
    def attest(self, testimony: Testimony) -> Proof:
        """Whether it counts.  Raises `WorldError` where the library does not answer."""
        proof = self._gatekeeper.examine(testimony.evidence, life=LIFE)
        if isinstance(proof, Unproved):
            return proof
        licence = testimony.licence
        unproved = contradiction(testimony, proof.speaker)
        if not unproved and licence and not is_held(self._library, licence):
            unproved = Unproved(says=f"the library holds no {licence.code} of this number")
        return unproved or proof


def contradiction(testimony: Testimony, speaker: Speaker) -> Unproved | None:
    """Somebody else has signed it, or it gives another licence than the item does."""
    licence = testimony.licence
    if (speaker.role, speaker.department) != (Role.DEPARTMENT, testimony.department):
        return Unproved(says=f"{speaker.role} {speaker.actor} does not answer for {testimony.department}")
    if (licence and licence.code) != testimony.gives:
        return Unproved(says=f"the item gives {testimony.gives}, and this is {licence and licence.code}")
    return None


def is_held(library: LicenceLibrary, licence: IssuedLicence) -> bool:
    """Whether there is such a licence.  Raises `WorldError` where the library does not answer."""
    held = library.numbered(licence.identifier, patience=PATIENCE)
    return held is not None and held.code == licence.code
