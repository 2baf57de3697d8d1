-- What people do beside buying: products they looked at, words they searched for, reviews, and events that a shop names
-- itself; products' tags; lists of people from a file; who was shown which arm of a test. And an order line's amount in
-- the shop's currency. Each table that leads to a person goes when the person is forgotten.

CREATE TABLE product_tag (
  product_id INTEGER NOT NULL REFERENCES product(id) ON DELETE CASCADE,
  tag        TEXT NOT NULL,
  PRIMARY KEY (product_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_tag_name ON product_tag(tag, product_id);

-- 1: only views and reviews speak of it so far, so it may turn out to be a product of another source.
ALTER TABLE product ADD COLUMN from_activity INTEGER NOT NULL DEFAULT 0;
CREATE INDEX product_sku ON product(sku) WHERE sku IS NOT NULL;

CREATE TABLE product_view (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  person_id   INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  product_id  INTEGER REFERENCES product(id) ON DELETE SET NULL, -- NULL: the source does not say which
  at          INTEGER NOT NULL,
  UNIQUE (source_id, external_id)
) STRICT;
CREATE INDEX product_view_person ON product_view(person_id, at, product_id);
CREATE INDEX product_view_product ON product_view(product_id, person_id, at);

CREATE TABLE search (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  person_id   INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  at          INTEGER NOT NULL,
  words       TEXT NOT NULL,             -- as they were typed
  UNIQUE (source_id, external_id)
) STRICT;
CREATE INDEX search_person ON search(person_id, at);

CREATE TABLE review (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  person_id   INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  product_id  INTEGER REFERENCES product(id) ON DELETE SET NULL, -- NULL: a review of the shop
  at          INTEGER NOT NULL,
  rating      INTEGER CHECK (rating BETWEEN 1 AND 5),            -- NULL: words only
  title       TEXT,
  body        TEXT,
  UNIQUE (source_id, external_id)
) STRICT;
CREATE INDEX review_person ON review(person_id, at);
CREATE INDEX review_product ON review(product_id);

CREATE TABLE event (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  person_id   INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  name        TEXT NOT NULL,             -- as the source calls it
  at          INTEGER NOT NULL,
  properties  TEXT NOT NULL DEFAULT '{}', -- a flat JSON object; every value is a text, never null
  UNIQUE (source_id, external_id)
) STRICT;
CREATE INDEX event_person ON event(person_id, at);
CREATE INDEX event_name ON event(name, person_id, at);

-- A list of addresses from a file. What the file said beyond known people stands in people_list_rest.
CREATE TABLE people_list (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  file       TEXT NOT NULL,              -- the file's name
  created_at INTEGER NOT NULL,
  rows       INTEGER NOT NULL DEFAULT 0, -- lines with anything in them, without the header
  refused    INTEGER NOT NULL DEFAULT 0  -- of these: no address, or one that was there already
) STRICT;

CREATE TABLE people_list_member (
  list_id   INTEGER NOT NULL REFERENCES people_list(id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  PRIMARY KEY (list_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_list_member_person ON people_list_member(person_id);

-- The report: lines that are nobody's, by their number in the file.
CREATE TABLE people_list_rest (
  list_id INTEGER NOT NULL REFERENCES people_list(id) ON DELETE CASCADE,
  row_no  INTEGER NOT NULL,
  address TEXT NOT NULL,                 -- lower case where it is an address, else the line as it stands
  reason  TEXT NOT NULL,                 -- 'unknown' | 'not_an_address' | 'twice' | 'asked_to_be_forgotten'
  PRIMARY KEY (list_id, row_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_list_rest_address ON people_list_rest(address);

-- Which arm of a test somebody got, and when first: later ones do not count and are not kept.
CREATE TABLE exposure (
  experiment_id INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  person_id     INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  arm           TEXT NOT NULL,
  at            INTEGER NOT NULL,
  PRIMARY KEY (experiment_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX exposure_person ON exposure(person_id);

-- A line's share of its order's amount in the shop's currency: total × total_shop / total of the order, halves away from
-- zero; the total itself in the shop's own currency. NULL when the order's is not known, or when an order of nothing says
-- no rate. Amounts too large for whole numbers go by way of a float.
ALTER TABLE order_line ADD COLUMN total_shop INTEGER;
UPDATE order_line SET total_shop = (
  SELECT CASE
    WHEN o.total_shop IS NULL THEN NULL
    WHEN o.currency = coalesce((SELECT upper(trim(value)) FROM setting WHERE key = 'shop.currency'), 'EUR') THEN order_line.total
    WHEN order_line.total = 0 THEN 0
    WHEN o.total = 0 THEN NULL
    WHEN abs(order_line.total) <= 1000000000000000000 / max(abs(o.total_shop), 1) AND abs(o.total) <= 1000000000000000000 THEN
      sign(order_line.total) * sign(o.total_shop) * sign(o.total)
        * ((2 * abs(order_line.total * o.total_shop) + abs(o.total)) / (2 * abs(o.total)))
    ELSE CAST(round(order_line.total * 1.0 * o.total_shop / o.total) AS INTEGER)
  END
  FROM orders o WHERE o.id = order_line.order_id);
