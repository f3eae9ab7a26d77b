"""Unattended approval (无人干预自动办理): what must hold before a machine may grant."""

from dataclasses import dataclass
from typing import Generic

from .check import Check, FormT
from .figures.basis import Figure


@dataclass(frozen=True, kw_only=True)
class Unattended(Generic[FormT]):
    """A machine grants, and never refuses, where all `rules` hold on what registers say at that moment.

    A rule counts only where officers have agreed with it: of the latest `cases` that one has decided, in at
    least `agreement` percent. Of what the machine grants, `second_look` percent are shown to an officer.
    Rules in `shadow` are judged and recorded as well, and decide nothing.
    """

    rules: tuple[Check[FormT], ...]
    agreement: Figure
    cases: Figure
    second_look: Figure
    shadow: tuple[Check[FormT], ...] = ()
