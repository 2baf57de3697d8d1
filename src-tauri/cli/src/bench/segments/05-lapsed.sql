-- The last order over 180 days ago, the first over a year ago.
SELECT person_id FROM orders WHERE counts AND person_id IS NOT NULL AND placed_at < {day:1}
GROUP BY person_id HAVING max(placed_at) < {day:-180} AND min(placed_at) < {day:-365}
