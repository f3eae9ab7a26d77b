"""公民身后一件事: what is to be done for somebody who has died, and by whom it is inherited."""

from .definition import BEREAVEMENT

__all__ = ["BEREAVEMENT"]
