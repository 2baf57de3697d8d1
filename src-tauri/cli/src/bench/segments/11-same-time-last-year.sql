-- At least 5 different products in two years, the third order within the last year, an order around this day last year (21 days
-- either way), none in the last 60 days.
WITH bought AS (
  SELECT id, person_id, placed_at, row_number() OVER (PARTITION BY person_id ORDER BY placed_at, id) AS n
  FROM orders WHERE counts AND person_id IS NOT NULL AND placed_at < {day:1}
), people AS (
  SELECT person_id FROM bought GROUP BY person_id
  HAVING max(CASE WHEN n = 3 THEN placed_at END) >= {day:-364} AND max(placed_at) < {day:-59}
     AND count(*) FILTER (WHERE placed_at >= {day:-386} AND placed_at < {day:-343}) > 0
)
SELECT b.person_id FROM bought b JOIN order_line l ON l.order_id = b.id
WHERE b.placed_at >= {day:-729} AND b.person_id IN (SELECT person_id FROM people)
GROUP BY b.person_id HAVING count(DISTINCT l.product_id) >= 5
