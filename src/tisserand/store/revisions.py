"""Which databases this version can read, known without importing SQLAlchemy or Alembic."""

REVISIONS = ("0001", "0002", "0003")
"""The revisions of ``migrations/versions``, oldest first; a test keeps the two in step."""

HEAD = REVISIONS[-1]
"""The revision that this version reads and writes."""

APPLICATION_ID = 0x54697373
"""What SQLite's header says of a file of ours ("Tiss"): another program's database is never taken for one."""
