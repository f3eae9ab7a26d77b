"""SDK of the one-matter engine, published as `onematter-client`.

For service platforms, departments' officers, supervisors, and the payment system. Its names are those of
`__init__.pyi`; each is loaded when it is first asked for, so whoever only wants help waits for none of them.
"""

from lazy_loader import attach_stub  # pyright: ignore[reportMissingTypeStubs]

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)  # pyright: ignore[reportUnknownVariableType]
