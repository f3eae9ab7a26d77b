"""The checkout's `onematter`: what the SDK has, and what needs definitions, registers or an engine here."""

from collections.abc import Mapping
from typing import Final

from client.cli import command_line
from client.cli.command_line import CommandGroup

GROUPS: Final[Mapping[str, CommandGroup]] = {
    **command_line.GROUPS,
    "matters": CommandGroup(
        where="deploy.rehearsal.command_line:app",
        says="Show, explain, check, begin, play and publish definitions.",
    ),
    "campaign": CommandGroup(where="deploy.campaign:app", says=command_line.GROUPS["campaign"].says),
    "population": CommandGroup(
        where="deploy.operators.population:app", says="Fill registers with people of nobody."
    ),
    "keys": CommandGroup(where="deploy.trust.keys:app", says="Keep the directory of actors, by four eyes."),
    "erase": CommandGroup(where="deploy.trust.erasure:app", says="Erase a person, by four eyes."),
    "ops": CommandGroup(
        where="deploy.operators.ops:app", says="See what there is and what is stuck; run an engine."
    ),
}

if __name__ == "__main__":
    command_line.main(GROUPS)
