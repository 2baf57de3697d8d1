-- Bought candles at least twice in the last 90 days and opened no mail in the last 30.
SELECT o.person_id FROM orders o
WHERE o.counts AND o.person_id IS NOT NULL AND o.placed_at >= {day:-89} AND o.placed_at < {day:1}
  AND o.id IN (SELECT l.order_id FROM order_line l JOIN product_category c ON c.product_id = l.product_id WHERE c.category = 'Candles')
  AND o.person_id NOT IN (SELECT e.person_id FROM email_event e WHERE e.kind = 2 AND e."at" >= {day:-29} AND e."at" < {day:1})
GROUP BY o.person_id HAVING count(*) >= 2
