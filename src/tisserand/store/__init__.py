"""Where events are kept: an append-only log, in SQLite or in memory. SQLAlchemy stops here."""
