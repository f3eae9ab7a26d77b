"""The ledger's tables, step by step: a ledger of an earlier release becomes one of this release.

Steps are Alembic's, in `versions`, one for a release; nobody needs its configuration file. Operators take
them (`make serve`, `onematter ops migrate`), workers never do. A step adds: a table, an index, a column that
may be empty or has a default of the server's, so that workers of the release before go on meanwhile. What
nobody reads any more goes a release later, and `READABLE_BY` rises with it.
"""

from .migrated_ledger import MigratedLedger

__all__ = ["MigratedLedger"]
