"""An enterprise closes (企业注销一件事)."""

from .definition import CLOSING

__all__ = ["CLOSING"]
