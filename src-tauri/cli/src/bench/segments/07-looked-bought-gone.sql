-- Looked at tea in the last year, bought within 14 days without a click in a mail in between, and nothing in the 60 days after.
WITH bought AS (
  SELECT person_id, placed_at, placed_day, lead(placed_day) OVER (PARTITION BY person_id ORDER BY placed_at, id) AS again
  FROM orders WHERE counts AND person_id IS NOT NULL AND placed_at < {day:1}
), pairs AS (
  SELECT b.person_id, v."at" AS looked_at, b.placed_at FROM bought b
  JOIN product_view v ON v.person_id = b.person_id AND v."at" < b.placed_at AND b.placed_day - v.at_day <= 14
  WHERE v."at" >= {day:-364} AND v.product_id IN (SELECT product_id FROM product_category WHERE category = 'Tea')
    AND b.placed_day <= {date:-60} AND (b.again IS NULL OR b.again - b.placed_day > 60)
)
SELECT DISTINCT p.person_id FROM pairs p
WHERE NOT EXISTS (SELECT 1 FROM email_event e WHERE e.person_id = p.person_id AND e.kind = 3
                  AND e."at" > p.looked_at AND e."at" < p.placed_at)
