-- The first shape of a shop's file. Immutable: later changes are later files.
-- Times are UTC seconds; amounts are minor units; *_shop is in the shop's own currency, NULL when no rate is known.

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Goes up with every write, by area, so that caches know what they may keep.
CREATE TABLE revision (
  area  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,              -- 'demo' | 'file' | 'woocommerce' | 'mailchimp' …
  name       TEXT NOT NULL,
  config     TEXT NOT NULL DEFAULT '{}', -- JSON; never a secret
  created_at INTEGER NOT NULL
) STRICT;

-- Where an incremental sync goes on; written in the same transaction as the page it belongs to.
CREATE TABLE cursor (
  source_id  INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  stream     TEXT NOT NULL,
  position   TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (source_id, stream)
) STRICT, WITHOUT ROWID;

-- One import or sync: what it read, stored and refused.
CREATE TABLE run (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  kind        TEXT NOT NULL,             -- 'import' | 'sync'
  state       TEXT NOT NULL,             -- 'running' | 'done' | 'cancelled' | 'failed'
  label       TEXT NOT NULL,             -- the file's name, the shop's address
  detail      TEXT NOT NULL DEFAULT '{}',
  rows_read   INTEGER NOT NULL DEFAULT 0,
  rows_stored INTEGER NOT NULL DEFAULT 0,
  rows_refused INTEGER NOT NULL DEFAULT 0,
  message     TEXT,
  started_at  INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;

CREATE TABLE refusal (
  run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
  row_no INTEGER NOT NULL,               -- the line in the file (the header is line 1), or the record's place
  reason TEXT NOT NULL,
  raw    TEXT NOT NULL,
  PRIMARY KEY (run_id, row_no)
) STRICT, WITHOUT ROWID;

-- Dense ids from 1, so that sets of people are bitmaps. AUTOINCREMENT: the number of somebody erased is never given
-- to another, whom journals, saved sets and sticky test assignments would then take for them.
CREATE TABLE person (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  email      TEXT,                       -- as the person writes it; compared lower-cased
  first_name TEXT,
  last_name  TEXT,
  phone      TEXT,
  country    TEXT,                       -- ISO 3166-1 alpha-2
  region     TEXT,
  city       TEXT,
  postcode   TEXT,
  language   TEXT,
  birthday   TEXT,                       -- YYYY-MM-DD
  created_at INTEGER NOT NULL,           -- when the shop first knew them
  registered INTEGER NOT NULL DEFAULT 0  -- 1: has an account at a source; 0: guest or subscriber
) STRICT;

-- Who is who: a source's customer id, or an email address (scope 0). An 'account' is a customer id of which the source
-- told on its own account, not only on an order.
CREATE TABLE person_key (
  kind      TEXT NOT NULL,               -- 'customer' | 'email' | 'account'
  scope     INTEGER NOT NULL,            -- the source's id for 'customer' and 'account', 0 for 'email'
  key       TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  PRIMARY KEY (kind, scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_key_person ON person_key(person_id);

CREATE TABLE person_tag (
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  tag       TEXT NOT NULL,
  PRIMARY KEY (person_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_field (
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  name      TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (person_id, name)
) STRICT, WITHOUT ROWID;

-- Append-only: what each person agreed to or took back, and how we know.
CREATE TABLE consent (
  id        INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  channel   TEXT NOT NULL,               -- 'email' | 'sms'
  state     TEXT NOT NULL,               -- 'subscribed' | 'unsubscribed' | 'pending' | 'cleaned'
  at        INTEGER NOT NULL,
  source    TEXT NOT NULL,
  method    TEXT NOT NULL,
  wording   TEXT,
  UNIQUE (person_id, channel, at, state, source)
) STRICT;
CREATE TRIGGER consent_is_append_only BEFORE UPDATE ON consent
BEGIN SELECT RAISE(ABORT, 'the consent ledger only grows'); END;

-- Erased people: a salted hash of the address, so that the next sync does not bring them back.
CREATE TABLE suppression (
  hash   TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE product (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  title       TEXT NOT NULL,
  sku         TEXT,
  price       INTEGER,
  currency    TEXT,
  url         TEXT,
  image_url   TEXT,
  in_stock    INTEGER,                   -- NULL: the source does not say
  created_at  INTEGER,
  UNIQUE (source_id, external_id)
) STRICT;

CREATE TABLE product_category (
  product_id INTEGER NOT NULL REFERENCES product(id) ON DELETE CASCADE,
  category   TEXT NOT NULL,
  PRIMARY KEY (product_id, category)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_category_name ON product_category(category, product_id);

CREATE TABLE orders (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  number      TEXT NOT NULL,
  person_id   INTEGER REFERENCES person(id) ON DELETE SET NULL, -- NULL: anonymous
  placed_at   INTEGER NOT NULL,
  status      TEXT NOT NULL,
  counts      INTEGER NOT NULL,          -- 1: a purchase (paid, fulfilled or refunded)
  currency    TEXT NOT NULL,
  total       INTEGER NOT NULL,
  total_shop  INTEGER,
  discount    INTEGER NOT NULL DEFAULT 0,
  shipping    INTEGER NOT NULL DEFAULT 0,
  tax         INTEGER NOT NULL DEFAULT 0,
  country     TEXT,
  channel     TEXT,
  coupons     TEXT,                      -- comma-separated codes
  UNIQUE (source_id, external_id)
) STRICT;
CREATE INDEX orders_person ON orders(person_id, placed_at, counts, total_shop);

CREATE TABLE order_line (
  order_id   INTEGER NOT NULL REFERENCES orders(id) ON DELETE CASCADE,
  line_no    INTEGER NOT NULL,
  product_id INTEGER REFERENCES product(id),
  quantity   INTEGER NOT NULL,
  total      INTEGER NOT NULL,           -- in the order's currency
  PRIMARY KEY (order_id, line_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_line_product ON order_line(product_id, order_id);

CREATE TABLE refund (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  order_id    INTEGER REFERENCES orders(id) ON DELETE SET NULL,
  person_id   INTEGER REFERENCES person(id) ON DELETE SET NULL,
  at          INTEGER NOT NULL,
  currency    TEXT NOT NULL,
  amount      INTEGER NOT NULL,          -- positive: what went back
  amount_shop INTEGER,
  reason      TEXT,
  UNIQUE (source_id, external_id)
) STRICT;
CREATE INDEX refund_person ON refund(person_id, at, amount_shop);
CREATE INDEX refund_order ON refund(order_id);

CREATE TABLE refund_line (
  refund_id  INTEGER NOT NULL REFERENCES refund(id) ON DELETE CASCADE,
  line_no    INTEGER NOT NULL,
  product_id INTEGER REFERENCES product(id),
  quantity   INTEGER NOT NULL,
  total      INTEGER NOT NULL,
  PRIMARY KEY (refund_id, line_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX refund_line_product ON refund_line(product_id);

CREATE TABLE cart (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  person_id   INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  at          INTEGER NOT NULL,
  currency    TEXT NOT NULL,
  total       INTEGER NOT NULL,
  total_shop  INTEGER,
  order_id    INTEGER REFERENCES orders(id) ON DELETE SET NULL, -- the order it became; NULL: abandoned
  UNIQUE (source_id, external_id)
) STRICT;
CREATE INDEX cart_person ON cart(person_id, at);
CREATE INDEX cart_order ON cart(order_id);

CREATE TABLE cart_line (
  cart_id    INTEGER NOT NULL REFERENCES cart(id) ON DELETE CASCADE,
  line_no    INTEGER NOT NULL,
  product_id INTEGER REFERENCES product(id),
  quantity   INTEGER NOT NULL,
  total      INTEGER NOT NULL,
  PRIMARY KEY (cart_id, line_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX cart_line_product ON cart_line(product_id);

CREATE TABLE email_event (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  person_id   INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  kind        INTEGER NOT NULL,          -- EmailEventKind::code
  at          INTEGER NOT NULL,
  campaign    TEXT,
  link        TEXT,
  UNIQUE (source_id, external_id)
) STRICT;
CREATE INDEX email_event_person ON email_event(person_id, kind, at);

-- What one unit of a currency was worth in the shop's currency on a day, in millionths, and who says so.
CREATE TABLE rate (
  currency TEXT NOT NULL,
  day      TEXT NOT NULL,
  micro    INTEGER NOT NULL,
  origin   TEXT NOT NULL,
  PRIMARY KEY (currency, day)
) STRICT, WITHOUT ROWID;

-- Rollup, kept in the same transaction as what it sums; can be rebuilt from orders and refunds.
CREATE TABLE person_stats (
  person_id INTEGER PRIMARY KEY REFERENCES person(id) ON DELETE CASCADE,
  orders    INTEGER NOT NULL,            -- counted orders
  spent     INTEGER NOT NULL,            -- shop currency, before refunds
  refunded  INTEGER NOT NULL,            -- shop currency
  first_at  INTEGER,
  last_at   INTEGER
) STRICT;

-- Saved segments, emails, journeys and experiments: one mechanism, one undo.
CREATE TABLE document (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,              -- 'segment' | 'email' | 'journey' | 'experiment'
  name       TEXT NOT NULL,
  body       TEXT NOT NULL,              -- JSON, by the published schema of its kind
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER                     -- set: deleted, can be brought back
) STRICT;
CREATE INDEX document_kind ON document(kind, deleted_at, name);

CREATE TABLE document_version (
  document_id INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  version     INTEGER NOT NULL,
  name        TEXT NOT NULL,
  body        TEXT NOT NULL,
  saved_at    INTEGER NOT NULL,
  PRIMARY KEY (document_id, version)
) STRICT, WITHOUT ROWID;

-- One export of an audience: the plan is fixed first, then carried out member by member.
CREATE TABLE push (
  id          INTEGER PRIMARY KEY,
  started_at  INTEGER NOT NULL,
  finished_at INTEGER,
  state       TEXT NOT NULL,             -- 'planned' | 'running' | 'done' | 'cancelled' | 'failed'
  target      TEXT NOT NULL,             -- 'mailchimp'
  audience    TEXT NOT NULL,             -- the list's id there
  plan        TEXT NOT NULL,             -- JSON: segment, tag, merge fields, address
  message     TEXT
) STRICT;

CREATE TABLE push_member (
  push_id   INTEGER NOT NULL REFERENCES push(id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL,
  email     TEXT NOT NULL,
  action    TEXT NOT NULL,               -- 'add' | 'update' | 'tag' | 'unchanged' | 'blocked'
  reason    TEXT,                        -- why blocked
  before    TEXT,                        -- JSON: what the member was there
  after     TEXT,                        -- JSON: what we send
  state     TEXT NOT NULL,               -- 'planned' | 'sending' | 'done' | 'failed'
  error     TEXT,
  PRIMARY KEY (push_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX push_member_state ON push_member(push_id, state, action);

-- Who did what to personal data: exports, erasures, looks at one person's whole file.
CREATE TABLE audit (
  id     INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
