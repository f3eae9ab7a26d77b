"""A small model of the law, to walk beside the engine: written from the law, not from the engine."""

import pytest

COMPARING = ("book", "ending", "invariants", "walker")

pytest.register_assert_rewrite(*(f"{__name__}.{name}" for name in COMPARING))  # to say what differs
