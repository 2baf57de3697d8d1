-- Spent at least 300 euros in the last 365 days.
SELECT person_id FROM orders
WHERE counts AND person_id IS NOT NULL AND placed_at >= {day:-364} AND placed_at < {day:1}
GROUP BY person_id HAVING sum(total_shop) >= 30000
