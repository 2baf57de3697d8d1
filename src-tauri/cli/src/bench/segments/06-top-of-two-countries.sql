-- Among the 5 % who spent most, in Germany or Austria, the average order over 60 euros.
WITH spend AS (
  SELECT person_id, coalesce(sum(total_shop), 0) AS spent, count(total_shop) AS priced FROM orders
  WHERE counts AND person_id IS NOT NULL AND placed_at < {day:1} GROUP BY person_id
), edge AS (
  SELECT min(spent) AS least FROM (
    SELECT spent FROM spend ORDER BY spent DESC
    LIMIT (SELECT CAST((count(*) * 5 + 99 - (count(*) * 5 + 99) % 100) / 100 AS BIGINT) FROM spend)) t
)
SELECT s.person_id FROM spend s JOIN person p ON p.id = s.person_id
WHERE p.country IN ('DE', 'AT') AND s.spent >= (SELECT least FROM edge) AND s.spent > 6000 * s.priced
