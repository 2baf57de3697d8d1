-- What emails need beside their words: pictures kept in the shop's own file, and codes of which each is handed out once.

CREATE TABLE picture (
  id         INTEGER PRIMARY KEY,
  sha256     TEXT NOT NULL UNIQUE,       -- of `bytes`: the same picture is kept once
  name       TEXT NOT NULL,              -- of the file it came from
  media_type TEXT NOT NULL,              -- 'image/jpeg' | 'image/png' | 'image/gif'
  width      INTEGER NOT NULL,           -- pixels, as kept
  height     INTEGER NOT NULL,
  bytes      BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE coupon_pool (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER                     -- set: deleted, can be brought back; its codes stay handed out
) STRICT;

CREATE TABLE coupon_code (
  pool_id   INTEGER NOT NULL REFERENCES coupon_pool(id) ON DELETE CASCADE,
  place     INTEGER NOT NULL,            -- the order in which codes are handed out
  code      TEXT NOT NULL UNIQUE COLLATE NOCASE, -- in no other pool either: shops take a code in either case
  person_id INTEGER REFERENCES person(id) ON DELETE SET NULL, -- whose it is
  given_at  INTEGER,                     -- NULL: nobody's yet; never taken back, so that no code goes out twice
  given_for TEXT,                        -- what it went out with: 'email:' and its number, or words
  PRIMARY KEY (pool_id, place)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX coupon_code_person ON coupon_code(person_id, pool_id, given_for); -- one for each email; nobody's are many
CREATE INDEX coupon_code_free ON coupon_code(pool_id, place) WHERE given_at IS NULL;
