"""What people call what is filed, and a rule."""

from matters.definitions.newborn import NEWBORN
from matters.language.form import RULES
from matters.review.titles import title


def test_a_rule_by_what_it_tells() -> None:
    """Of a definition and of every one; what there is not has no name."""
    rules = {check.rule: check.says for matter in NEWBORN.matters for check in matter.rules}
    assert all(title(NEWBORN, f"{RULES}{rule}") == says for rule, says in rules.items())
    assert title(NEWBORN, f"{RULES}paper.there") == "缺少材料"
    assert not title(NEWBORN, f"{RULES}no-such-rule")
