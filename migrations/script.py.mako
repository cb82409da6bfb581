"""${message}"""

from __future__ import annotations

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Moves the schema with plain statements: batch mode would drop triggers and unnamed checks."""
    ${upgrades if upgrades else "op.execute('')"}
