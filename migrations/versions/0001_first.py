"""The first schema: tables, the search index and its triggers.

Tables are STRICT, so what is stored has the type that is declared. Instants are UTC text of fixed width
(`2026-11-21T18:16:36Z`), truth values 0 or 1, money whole minor units. AUTOINCREMENT keeps numbers from being used twice.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE shop (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    sort TEXT NOT NULL DEFAULT 'other',
    zone TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL DEFAULT 'CNY',
    country TEXT NOT NULL DEFAULT 'CN',
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE staff (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT UNIQUE,
    name TEXT NOT NULL,
    login TEXT UNIQUE,
    initials TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT 'staff' CHECK (role IN ('staff', 'read_only')),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff(id),
    door TEXT NOT NULL,
    session TEXT NOT NULL,
    deed TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{}',
    tickets INTEGER NOT NULL DEFAULT 0,
    ticket_id INTEGER,
    undoes INTEGER REFERENCES operation(id),
    undone_by INTEGER REFERENCES operation(id)
) STRICT;

CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL REFERENCES operation(id),
    entity TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    ticket_id INTEGER,
    before TEXT,
    after TEXT
) STRICT;

CREATE TABLE import_batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER REFERENCES operation(id),
    at TEXT NOT NULL,
    source TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    row_count INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('writing', 'live', 'undone', 'purged')),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE customer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL DEFAULT '',
    name_folded TEXT NOT NULL DEFAULT '',
    initials TEXT NOT NULL DEFAULT '',
    company TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    address_folded TEXT NOT NULL DEFAULT '',
    gender TEXT NOT NULL DEFAULT '',
    birthday TEXT,
    occupation TEXT NOT NULL DEFAULT '',
    preferences TEXT NOT NULL DEFAULT '',
    segment TEXT NOT NULL DEFAULT '',
    courier TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    vip INTEGER NOT NULL DEFAULT 0 CHECK (vip IN (0, 1)),
    alert TEXT NOT NULL DEFAULT '',
    opt_out INTEGER NOT NULL DEFAULT 0 CHECK (opt_out IN (0, 1)),
    merged_into INTEGER REFERENCES customer(id),
    source TEXT,
    external_id TEXT,
    import_id INTEGER REFERENCES import_batch(id),
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customer(id),
    kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'wechat', 'wangwang', 'qq', 'other')),
    value TEXT NOT NULL,
    normal TEXT NOT NULL,
    import_id INTEGER REFERENCES import_batch(id),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE device (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER REFERENCES customer(id),
    category TEXT NOT NULL DEFAULT '',
    brand TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL DEFAULT '',
    serial TEXT NOT NULL DEFAULT '',
    serial_folded TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    import_id INTEGER REFERENCES import_batch(id),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE ticket (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('inquiry', 'repair', 'complaint', 'follow_up')),
    workflow TEXT NOT NULL,
    status TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('open', 'waiting', 'resolved', 'closed')),
    outcome TEXT CHECK (outcome IN ('complete', 'drop')),
    title TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '',
    customer_id INTEGER REFERENCES customer(id),
    device_id INTEGER REFERENCES device(id),
    parent_id INTEGER REFERENCES ticket(id),
    assignee_id INTEGER REFERENCES staff(id),
    opened_by INTEGER REFERENCES staff(id),
    channel TEXT NOT NULL DEFAULT '',
    site TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL DEFAULT '',
    priority TEXT NOT NULL DEFAULT 'normal' CHECK (priority IN ('urgent', 'high', 'normal', 'low')),
    complaint_class TEXT NOT NULL DEFAULT '',
    flag_colour TEXT NOT NULL DEFAULT '',
    order_number TEXT NOT NULL DEFAULT '',
    order_folded TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    estimate INTEGER,
    estimate_note TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL DEFAULT '',
    approved_by TEXT NOT NULL DEFAULT '',
    approved_how TEXT NOT NULL DEFAULT '',
    part TEXT NOT NULL DEFAULT '',
    expected_at TEXT,
    reason TEXT NOT NULL DEFAULT '',
    reason_note TEXT NOT NULL DEFAULT '',
    hold_from TEXT NOT NULL DEFAULT '',
    resume_at TEXT,
    ask_again_at TEXT,
    result TEXT NOT NULL DEFAULT '',
    balance_note TEXT NOT NULL DEFAULT '',
    contact_how TEXT NOT NULL DEFAULT '',
    agreed TEXT NOT NULL DEFAULT '',
    tracking TEXT NOT NULL DEFAULT '',
    settlement TEXT NOT NULL DEFAULT '',
    handed_to TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    visits INTEGER NOT NULL DEFAULT 1,
    score INTEGER,
    nps INTEGER,
    converted_to INTEGER REFERENCES ticket(id),
    merged_into INTEGER REFERENCES ticket(id),
    opened_at TEXT NOT NULL,
    waiting_since TEXT,
    last_activity_at TEXT NOT NULL,
    first_response_at TEXT,
    resolved_at TEXT,
    closed_at TEXT,
    due_at TEXT,
    snoozed_until TEXT,
    act_by TEXT,
    lane INTEGER,
    tie INTEGER NOT NULL DEFAULT 0,
    source TEXT,
    external_id TEXT,
    fingerprint TEXT,
    import_id INTEGER REFERENCES import_batch(id),
    extra TEXT NOT NULL DEFAULT '{}',
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES ticket(id),
    name TEXT NOT NULL,
    import_id INTEGER REFERENCES import_batch(id),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE flag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES ticket(id),
    colour TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    staff_id INTEGER REFERENCES staff(id),
    at TEXT NOT NULL,
    import_id INTEGER REFERENCES import_batch(id),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES ticket(id),
    kind TEXT NOT NULL CHECK (kind IN ('message', 'reply', 'note', 'call', 'visit')),
    at TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff(id),
    channel TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    needs_answer INTEGER NOT NULL DEFAULT 0 CHECK (needs_answer IN (0, 1)),
    result TEXT NOT NULL DEFAULT '',
    import_id INTEGER REFERENCES import_batch(id),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE stage_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES ticket(id),
    at TEXT NOT NULL,
    from_status TEXT,
    from_stage TEXT,
    from_outcome TEXT,
    to_status TEXT NOT NULL,
    to_stage TEXT NOT NULL,
    to_outcome TEXT,
    staff_id INTEGER REFERENCES staff(id),
    operation_id INTEGER REFERENCES operation(id),
    source TEXT NOT NULL CHECK (source IN ('deed', 'import')),
    import_id INTEGER REFERENCES import_batch(id),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    who TEXT NOT NULL,
    place TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (who, place)
) STRICT;

CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE search_dirty (
    ticket_id INTEGER PRIMARY KEY
) STRICT;
"""

SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(title, people, body, tokenize = "unicode61 remove_diacritics 2");
"""

INDEXES = """
CREATE INDEX ix_ticket_lane_act_by ON ticket (lane, act_by, id) WHERE lane IS NOT NULL;
CREATE INDEX ix_ticket_lane_tie ON ticket (lane, tie, act_by, id) WHERE lane IS NOT NULL;
CREATE INDEX ix_ticket_stage ON ticket (stage, id);
CREATE INDEX ix_ticket_status ON ticket (status, id);
CREATE INDEX ix_ticket_assignee ON ticket (assignee_id, stage, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX ix_ticket_waiting ON ticket (waiting_since, id) WHERE waiting_since IS NOT NULL;
CREATE INDEX ix_ticket_due ON ticket (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX ix_ticket_snoozed ON ticket (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX ix_ticket_opened ON ticket (
    opened_at, id, kind, site, category, opened_by, complaint_class, outcome, status
);
-- How long a ticket lived, in steps of four, then when: what was open at a past instant is a few ranges of it.
CREATE INDEX ix_ticket_span ON ticket (
    CASE
        WHEN stage IN ('open', 'waiting') OR max(coalesce(resolved_at, ''), coalesce(closed_at, '')) = '' THEN 9
        WHEN julianday(max(coalesce(resolved_at, ''), coalesce(closed_at, ''))) - julianday(opened_at) < 1 THEN 0
        WHEN julianday(max(coalesce(resolved_at, ''), coalesce(closed_at, ''))) - julianday(opened_at) < 4 THEN 1
        WHEN julianday(max(coalesce(resolved_at, ''), coalesce(closed_at, ''))) - julianday(opened_at) < 16 THEN 2
        WHEN julianday(max(coalesce(resolved_at, ''), coalesce(closed_at, ''))) - julianday(opened_at) < 64 THEN 3
        WHEN julianday(max(coalesce(resolved_at, ''), coalesce(closed_at, ''))) - julianday(opened_at) < 256 THEN 4
        ELSE 5 END,
    opened_at, stage, resolved_at, closed_at, kind, site, category, assignee_id, complaint_class, reason
);
CREATE INDEX ix_ticket_activity ON ticket (last_activity_at, id);
CREATE INDEX ix_ticket_customer ON ticket (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX ix_ticket_device ON ticket (device_id) WHERE device_id IS NOT NULL;
CREATE INDEX ix_ticket_parent ON ticket (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX ix_ticket_order ON ticket (order_folded) WHERE order_folded <> '';
CREATE UNIQUE INDEX ux_ticket_external ON ticket (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ix_ticket_import ON ticket (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX ix_customer_name ON customer (name_folded);
CREATE INDEX ix_customer_initials ON customer (initials) WHERE initials <> '';
CREATE INDEX ix_customer_address ON customer (address_folded) WHERE address_folded <> '';
CREATE INDEX ix_customer_external ON customer (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ix_contact_customer ON contact (customer_id);
CREATE INDEX ix_contact_normal ON contact (normal);
CREATE INDEX ix_contact_tail ON contact (substr(normal, -4)) WHERE kind = 'phone';
CREATE INDEX ix_device_serial ON device (serial_folded) WHERE serial_folded <> '';
CREATE INDEX ix_device_customer ON device (customer_id) WHERE customer_id IS NOT NULL;
CREATE UNIQUE INDEX ux_tag_ticket ON tag (ticket_id, name);
CREATE INDEX ix_tag_name ON tag (name, ticket_id);
CREATE INDEX ix_flag_ticket ON flag (ticket_id);
CREATE INDEX ix_message_ticket ON message (ticket_id, at, id);
CREATE INDEX ix_stage_event_ticket ON stage_event (ticket_id, at, id);
CREATE INDEX ix_stage_event_ends ON stage_event (
    at, ticket_id, from_status, from_stage, from_outcome, to_status, to_stage, to_outcome, staff_id
) WHERE from_stage IN ('resolved', 'closed') OR to_stage IN ('resolved', 'closed');
CREATE INDEX ix_stage_event_left ON stage_event (ticket_id, at) WHERE from_stage IN ('resolved', 'closed')
    AND (from_stage = to_stage OR to_stage <> 'closed' OR to_outcome IS NOT from_outcome);
CREATE INDEX ix_change_operation ON change (operation_id);
CREATE INDEX ix_change_ticket ON change (ticket_id, operation_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX ix_operation_at ON operation (at);
CREATE INDEX ix_import_batch_state ON import_batch (state);
"""

# Pure SQL, so that an edit from a sqlite3 shell is found as well. Rows that an import brings are indexed by the import itself.
TRIGGERS = """
CREATE TRIGGER search_ticket_new AFTER INSERT ON ticket WHEN NEW.import_id IS NULL BEGIN
    INSERT OR IGNORE INTO search_dirty VALUES (NEW.id);
END;
CREATE TRIGGER search_ticket_edit AFTER UPDATE OF title, body, customer_id, device_id, order_number, address, part, extra ON ticket BEGIN
    INSERT OR IGNORE INTO search_dirty VALUES (NEW.id);
END;
CREATE TRIGGER search_ticket_gone AFTER DELETE ON ticket BEGIN
    INSERT OR IGNORE INTO search_dirty VALUES (OLD.id);
END;
CREATE TRIGGER search_message_new AFTER INSERT ON message WHEN NEW.import_id IS NULL BEGIN
    INSERT OR IGNORE INTO search_dirty VALUES (NEW.ticket_id);
END;
CREATE TRIGGER search_message_edit AFTER UPDATE OF body, ticket_id ON message BEGIN
    INSERT OR IGNORE INTO search_dirty VALUES (OLD.ticket_id), (NEW.ticket_id);
END;
CREATE TRIGGER search_message_gone AFTER DELETE ON message BEGIN
    INSERT OR IGNORE INTO search_dirty VALUES (OLD.ticket_id);
END;
CREATE TRIGGER search_tag_new AFTER INSERT ON tag WHEN NEW.import_id IS NULL BEGIN
    INSERT OR IGNORE INTO search_dirty VALUES (NEW.ticket_id);
END;
CREATE TRIGGER search_tag_edit AFTER UPDATE OF name, ticket_id ON tag BEGIN
    INSERT OR IGNORE INTO search_dirty VALUES (OLD.ticket_id), (NEW.ticket_id);
END;
CREATE TRIGGER search_tag_gone AFTER DELETE ON tag BEGIN
    INSERT OR IGNORE INTO search_dirty VALUES (OLD.ticket_id);
END;
CREATE TRIGGER search_customer_edit AFTER UPDATE OF name, company, address, alert, note ON customer BEGIN
    INSERT OR IGNORE INTO search_dirty SELECT id FROM ticket WHERE customer_id = NEW.id;
END;
CREATE TRIGGER search_contact_new AFTER INSERT ON contact WHEN NEW.import_id IS NULL BEGIN
    INSERT OR IGNORE INTO search_dirty SELECT id FROM ticket WHERE customer_id = NEW.customer_id;
END;
CREATE TRIGGER search_contact_edit AFTER UPDATE OF value, customer_id ON contact BEGIN
    INSERT OR IGNORE INTO search_dirty SELECT id FROM ticket WHERE customer_id IN (OLD.customer_id, NEW.customer_id);
END;
CREATE TRIGGER search_contact_gone AFTER DELETE ON contact BEGIN
    INSERT OR IGNORE INTO search_dirty SELECT id FROM ticket WHERE customer_id = OLD.customer_id;
END;
CREATE TRIGGER search_device_edit AFTER UPDATE OF category, brand, model, serial ON device BEGIN
    INSERT OR IGNORE INTO search_dirty SELECT id FROM ticket WHERE device_id = NEW.id;
END;
CREATE TRIGGER operation_kept BEFORE DELETE ON operation BEGIN
    SELECT RAISE(ABORT, 'operations are kept');
END;
CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN
    SELECT RAISE(ABORT, 'changes are kept');
END;
CREATE TRIGGER change_fixed BEFORE UPDATE ON change BEGIN
    SELECT RAISE(ABORT, 'changes are kept');
END;
"""


def _statements(script: str, end: str) -> list[str]:
    return [part.strip() + (end if end != ";" else "") for part in script.split(end + "\n") if part.strip()]


def upgrade() -> None:
    """Creates everything; statements run one by one inside the transaction of env.py."""
    for script in (TABLES, SEARCH, INDEXES):
        for statement in _statements(script, ";"):
            op.execute(statement)
    for statement in _statements(TRIGGERS, "END;"):
        op.execute(statement)
