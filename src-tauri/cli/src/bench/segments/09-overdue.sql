-- Never more than 120 days between two orders, and now waiting for longer than twice their own usual gap.
WITH gaps AS (
  SELECT person_id, placed_day, placed_day - lag(placed_day) OVER (PARTITION BY person_id ORDER BY placed_at, id) AS gap
  FROM orders WHERE counts AND person_id IS NOT NULL AND placed_at < {day:1}
)
SELECT person_id FROM gaps GROUP BY person_id
HAVING max(gap) <= 120 AND max(placed_day) > min(placed_day)
   AND ({date:0} - max(placed_day)) * (count(*) - 1) * 100 > (max(placed_day) - min(placed_day)) * 200
