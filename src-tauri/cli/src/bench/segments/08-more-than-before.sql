-- Spent more than twice as much in the last 180 days as in the 180 before, and lives elsewhere than the nearest shop.
WITH spend AS (
  SELECT person_id, coalesce(sum(total_shop) FILTER (WHERE placed_at >= {day:-179}), 0) AS now_spent,
         coalesce(sum(total_shop) FILTER (WHERE placed_at < {day:-179}), 0) AS then_spent
  FROM orders WHERE counts AND person_id IS NOT NULL AND placed_at >= {day:-359} AND placed_at < {day:1} GROUP BY person_id
)
SELECT s.person_id FROM spend s JOIN person p ON p.id = s.person_id
JOIN person_field f ON f.person_id = p.id AND f.name = 'nearest_shop'
WHERE s.now_spent * 100 > s.then_spent * 200 AND lower(p.city) <> lower(f.value)
