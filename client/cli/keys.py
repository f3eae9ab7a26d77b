"""An identity of one's own: made where it stays; two operators enter its public part."""

from pathlib import Path

from cyclopts import App, CycloptsError

from ..trust import identity
from ..trust.actor import Role, Speaker
from ..trust.identity import Identity
from .command_line import DONE
from .terminal import say

app = App(name="keys")


@app.command
def new(
    file: Path,
    /,
    *,
    actor: str,
    role: Role,
    person: str,
    department: str = "",
    export: Path | None = None,
    held_by: str = "",
) -> int:
    """Make an identity: a file with a private key, which its owner keeps to himself.

    :param file: where it goes
    :param actor: the account
    :param role: what it may do
    :param department: of which it is, where its role is one in a department
    :param person: what stands for the natural person, the same for all accounts of one
    :param export: where its public part goes, for an operator to enter
    :param held_by: the key store whose key it is, instead of a new one in the file: `module:function`
    """
    own = Identity.make(
        Speaker(actor=actor, role=role, department=department, person=person), held_by=held_by
    )
    try:
        own.save(file)
        if export:
            export.write_text(own.exported().model_dump_json(indent=2), encoding="utf-8")
    except OSError as error:
        raise CycloptsError(msg=f"{error.filename}: {error.strerror}; name another file") from error
    say(own.kid)
    return DONE


@app.command
def public(file: Path, /) -> int:
    """Print the public part of an identity: the engine's is what shows that evidence is its own.

    :param file: with the private key; of a development's, which has those of all, it is the engine's
    """
    found = identity.load(file)
    own = found if isinstance(found, Identity) else found.of(Role.ENGINE)
    say(own.exported().model_dump_json(indent=2))
    return DONE
