"""Ratings of what was handled (好差评), and how long a department has to answer a bad one."""

from ..language import Basis, Confidence, WorkingDays

OPINION = Basis(
    document="国务院办公厅关于建立政务服务“好差评”制度提高政务服务水平的意见（国办发〔2019〕51号）；期限由各地规定",
    confidence=Confidence.UNVERIFIED,
)

ANSWER_LIMIT = WorkingDays(count=5, basis=OPINION)
"""To call back whoever was not satisfied: 德州 has five, 射洪 fifteen; no national text gives any."""

SATISFIED_FROM = 3
"""Stars; the lower two of five grades are a bad rating (差评)."""
