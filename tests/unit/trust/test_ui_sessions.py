"""Who reads in the Temporal UI: an operator whose key counts, and nobody else of the directory."""

from datetime import UTC, datetime, timedelta

import pytest

from client.errors import NotProven
from client.trust.actor import KeysAtHand, Role
from deploy import ui_sessions
from tests.support.speakers import identity_of

NOW = datetime.now(UTC)


@pytest.mark.parametrize("role", Role)
def test_each_role(role: Role) -> None:
    """Told by whom it is read, or that he is no operator."""
    own = identity_of(role, actor="anna", department="health")
    key = own.exported().model_copy(update={"since": NOW - timedelta(days=1)})
    path = ui_sessions.sign_in(own)
    if role is Role.OPERATOR:
        assert ui_sessions.reader(path, KeysAtHand((key,))) == "anna"
        for end in ("until", "revoked_at"):
            with pytest.raises(NotProven, match="does not hold"):
                ui_sessions.reader(path, KeysAtHand((key.model_copy(update={end: NOW}),)))
    else:
        with pytest.raises(NotProven, match="no operator"):
            ui_sessions.reader(path, KeysAtHand((key,)))
