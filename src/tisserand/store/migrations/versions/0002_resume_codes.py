"""The table of the codes with which a person goes on from another device."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "resume_code",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("learner", sa.String(128), nullable=False, unique=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )
