-- What complete and fresh sources need: where an order's amount in the shop's currency comes from, from where its buyer came,
-- the ways in which a product is sold, what a reconciliation suspects to be gone, how a source is kept fresh and why it is
-- held back, and how a person mapped a file's columns the last time.

ALTER TABLE orders ADD COLUMN rate_origin TEXT;   -- 'source': the platform's own amount; else as rate.origin; NULL: no rate was needed or none is known
ALTER TABLE orders ADD COLUMN landing TEXT;       -- the first page that the buyer saw
ALTER TABLE orders ADD COLUMN referrer TEXT;      -- from where they came there
ALTER TABLE refund ADD COLUMN rate_origin TEXT;
UPDATE orders SET rate_origin = (SELECT origin FROM rate r WHERE r.currency = orders.currency ORDER BY day DESC LIMIT 1)
  WHERE total_shop IS NOT NULL AND currency <> coalesce((SELECT value FROM setting WHERE key = 'shop.currency'), 'EUR');
UPDATE refund SET rate_origin = (SELECT origin FROM rate r WHERE r.currency = refund.currency ORDER BY day DESC LIMIT 1)
  WHERE amount_shop IS NOT NULL AND currency <> coalesce((SELECT value FROM setting WHERE key = 'shop.currency'), 'EUR');

CREATE TABLE product_variant (
  product_id  INTEGER NOT NULL REFERENCES product(id) ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  title       TEXT,
  sku         TEXT,
  price       INTEGER,                   -- minor units of the product's currency
  in_stock    INTEGER,                   -- NULL: the source does not say
  PRIMARY KEY (product_id, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_variant_sku ON product_variant(sku) WHERE sku IS NOT NULL;

-- While a source's list of everything is read: what was known of a kind when it began and has not been listed yet.
CREATE TABLE suspect (
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  kind        TEXT NOT NULL,             -- 'customer' | 'product' | 'order' | 'cart'
  external_id TEXT NOT NULL,
  PRIMARY KEY (source_id, kind, external_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE source ADD COLUMN every_minutes INTEGER;                -- in the background; NULL: only when somebody asks
ALTER TABLE source ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;    -- 1: held by its owner until they go on
ALTER TABLE source ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;  -- in a row
ALTER TABLE source ADD COLUMN held_since INTEGER;                   -- the breaker: the first of these failures …
ALTER TABLE source ADD COLUMN held_until INTEGER;                   -- … and when the background tries again; NULL with held_since: not before somebody mends it

-- How a file with these column names was read the last time.
CREATE TABLE file_mapping (
  header  TEXT PRIMARY KEY,              -- a hash of the names
  mapping TEXT NOT NULL,                 -- JSON
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- WooCommerce's settings in the shape that all platforms have.
UPDATE source SET config = json_object(
    'identity', json_extract(config, '$.rest'),
    'address', json_extract(config, '$.address'),
    'version', json_extract(config, '$.version'),
    'connected', json(CASE WHEN json_extract(config, '$.key') <> '' THEN 'true' ELSE 'false' END),
    'secrets_kept', json(CASE WHEN json_extract(config, '$.secret_kept') THEN 'true' ELSE 'false' END),
    'entered', json_object(
      'address', json_extract(config, '$.address'),
      'key', json_extract(config, '$.key'),
      'allow_plain_http', CASE WHEN json_extract(config, '$.allow_plain_http') THEN 'yes' ELSE '' END,
      'consent_field', coalesce(json_extract(config, '$.consent_field'), '')),
    'platform', json_object(
      'rest', json_extract(config, '$.rest'),
      'auth', json_extract(config, '$.auth'),
      'key', json_extract(config, '$.key'),
      'currency', json_extract(config, '$.currency'),
      'zone', json_extract(config, '$.zone'),
      'allow_plain_http', json(CASE WHEN json_extract(config, '$.allow_plain_http') THEN 'true' ELSE 'false' END),
      'consent_field', json_extract(config, '$.consent_field')))
  WHERE kind = 'woocommerce' AND json_extract(config, '$.rest') IS NOT NULL;

-- What was given back of an order that does not count is in no figure: the sums of everybody once more.
DELETE FROM person_stats;
INSERT INTO person_stats (person_id, orders, spent, refunded, first_at, last_at)
SELECT p.id,
    (SELECT count(*) FROM orders o WHERE o.person_id = p.id AND o.counts = 1),
    (SELECT coalesce(sum(o.total_shop), 0) FROM orders o WHERE o.person_id = p.id AND o.counts = 1),
    (SELECT coalesce(sum(r.amount_shop), 0) FROM refund r WHERE r.person_id = p.id
       AND (r.order_id IS NULL OR EXISTS (SELECT 1 FROM orders c WHERE c.id = r.order_id AND c.counts = 1))),
    (SELECT min(o.placed_at) FROM orders o WHERE o.person_id = p.id AND o.counts = 1),
    (SELECT max(o.placed_at) FROM orders o WHERE o.person_id = p.id AND o.counts = 1)
  FROM person p;
