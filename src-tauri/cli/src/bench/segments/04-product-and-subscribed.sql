-- Looked at or bought product 7, and is subscribed by email.
SELECT s.person_id FROM (
  SELECT person_id FROM consent WHERE channel = 'email' AND "at" < {day:1} GROUP BY person_id
  HAVING max(CASE WHEN state = 'subscribed' THEN "at" END) > coalesce(max(CASE WHEN state <> 'subscribed' THEN "at" END), {day:-30000})
) s
WHERE s.person_id IN (SELECT v.person_id FROM product_view v WHERE v.product_id = 7 AND v."at" < {day:1})
   OR s.person_id IN (SELECT o.person_id FROM orders o JOIN order_line l ON l.order_id = o.id
                      WHERE l.product_id = 7 AND o.counts AND o.person_id IS NOT NULL AND o.placed_at < {day:1})
