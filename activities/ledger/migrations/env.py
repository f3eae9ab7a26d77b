"""How Alembic takes steps: in the transaction that whoever calls it has opened."""

from alembic import context

context.configure(connection=context.config.attributes["books"])
context.run_migrations()
