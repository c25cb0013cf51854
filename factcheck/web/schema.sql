-- review.db: what a batch claims, and what people decided about it. The schema is public:
-- read it with any SQLite client (`datasette review.db`). Judgements are never changed or deleted.

-- One row a claim of the batch (source 'batch') or of a text that was pasted (source 'pasted').
-- Rebuilt from claims*.parquet when that changes; deleting it loses nothing.
CREATE TABLE IF NOT EXISTS claims (
    number      INTEGER PRIMARY KEY,
    source      TEXT NOT NULL CHECK (source IN ('batch', 'pasted')),
    slug        TEXT NOT NULL,      -- of the article in addresses; its report is SLUG.json, with % for =
    article_id  TEXT NOT NULL,
    title       TEXT,
    outlet      TEXT,
    author      TEXT,
    published   TEXT,               -- ISO date
    claim_id    TEXT NOT NULL,      -- c1, c2, ... in text order
    position    INTEGER NOT NULL,   -- code point in the article where the quote starts
    kind        TEXT NOT NULL,
    label       TEXT NOT NULL,      -- the machine's: supported, refuted, conflicting, not_enough_evidence
    reason      TEXT NOT NULL,
    confidence  REAL NOT NULL,
    quote       TEXT NOT NULL,
    indicator   TEXT NOT NULL,      -- as the article names it
    topic       TEXT NOT NULL,      -- the concept it was matched to, else the name in small letters
    area        TEXT,
    period      TEXT,
    value       REAL,
    unit        TEXT,
    explanation TEXT NOT NULL,
    gravity     INTEGER NOT NULL,   -- order of the queue: 0 refuted, 1 conflicting, 2 not enough, 3 supported
    UNIQUE (slug, claim_id)
);

-- Searched in: FTS5 over three columns of claims.
CREATE VIRTUAL TABLE IF NOT EXISTS claims_text USING fts5(
    quote, indicator, title, content='claims', content_rowid='number');

-- The log. A person accepts the machine's verdict, corrects it (label, reading), or rejects the
-- claim as none; `undo` takes back the judgement that `undoes` names, and both stay.
CREATE TABLE IF NOT EXISTS judgements (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at        TEXT NOT NULL,   -- UTC, ISO 8601
    reviewer       TEXT NOT NULL,
    slug           TEXT NOT NULL,
    claim_id       TEXT NOT NULL,
    action         TEXT NOT NULL CHECK (action IN ('accept', 'correct', 'reject', 'undo')),
    label          TEXT CHECK (label IN ('supported', 'refuted', 'conflicting', 'not_enough_evidence')),
    reading        TEXT NOT NULL DEFAULT '{}',  -- JSON: fields as the person reads them
    recomputed     TEXT,            -- JSON: label, reason, explanation of the verdict under that reading
    note           TEXT NOT NULL DEFAULT '',
    machine_label  TEXT NOT NULL,
    machine_reason TEXT NOT NULL,
    quote          TEXT NOT NULL,   -- the claim as it stood; a judgement holds for this quote only
    undoes         INTEGER UNIQUE REFERENCES judgements (id),
    CHECK ((action = 'undo') = (undoes IS NOT NULL)),
    CHECK ((action IN ('accept', 'correct')) = (label IS NOT NULL))
);

CREATE INDEX IF NOT EXISTS judgements_by_claim ON judgements (slug, claim_id, id);

CREATE TRIGGER IF NOT EXISTS judgements_stay BEFORE UPDATE ON judgements
BEGIN SELECT RAISE(ABORT, 'judgements are never changed'); END;

CREATE TRIGGER IF NOT EXISTS judgements_remain BEFORE DELETE ON judgements
BEGIN SELECT RAISE(ABORT, 'judgements are never deleted'); END;

-- Judgements that nobody took back.
CREATE VIEW IF NOT EXISTS standing_judgements AS
    SELECT * FROM judgements j
    WHERE action <> 'undo' AND NOT EXISTS (SELECT 1 FROM judgements u WHERE u.undoes = j.id);

-- The newest of them for each claim.
CREATE VIEW IF NOT EXISTS current_judgements AS
    SELECT * FROM standing_judgements s
    WHERE id = (SELECT max(id) FROM standing_judgements o
                WHERE o.slug = s.slug AND o.claim_id = s.claim_id);

CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Who may sign in where the page is not on loopback; passwords are Argon2id hashes.
CREATE TABLE IF NOT EXISTS people (
    name       TEXT PRIMARY KEY,
    role       TEXT NOT NULL CHECK (role IN ('reader', 'reviewer', 'admin')),
    password   TEXT NOT NULL,
    active     INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL
);

-- Who is signed in; the cookie holds the token, the table its SHA-256.
CREATE TABLE IF NOT EXISTS sessions (
    digest     TEXT PRIMARY KEY,
    name       TEXT NOT NULL REFERENCES people (name),
    expires_at TEXT NOT NULL        -- UTC, ISO 8601
);
