"""What Alembic runs for each command: migrate on the connection, and in the transaction, that it was handed."""

from alembic import context

from tisserand.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
