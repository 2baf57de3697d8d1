-- Worth a letter: (at least 3 orders in a year and 5 pieces of coffee or chocolate; or 400 euros ever, an order of 200 and a cart left
-- behind in 180 days; or 2 looks at gifts in 90 days), in four countries, without refunds of 50 euros in a year, wholesale, or complaints.
SELECT p.id FROM person p
WHERE p.country IN ('DE', 'AT', 'CH', 'NL')
  AND (
    p.id IN (SELECT person_id FROM orders WHERE counts AND person_id IS NOT NULL AND placed_at >= {day:-364} AND placed_at < {day:1}
             GROUP BY person_id HAVING count(*) >= 3)
    AND p.id IN (SELECT o.person_id FROM orders o JOIN order_line l ON l.order_id = o.id
                 WHERE o.counts AND o.person_id IS NOT NULL AND o.placed_at < {day:1}
                   AND l.product_id IN (SELECT product_id FROM product_category WHERE category IN ('Coffee', 'Chocolate'))
                 GROUP BY o.person_id HAVING sum(l.quantity) >= 5)
    OR
    p.id IN (SELECT person_id FROM orders WHERE counts AND person_id IS NOT NULL AND placed_at < {day:1}
             GROUP BY person_id HAVING sum(total_shop) >= 40000 AND max(total_shop) >= 20000)
    AND p.id IN (SELECT c.person_id FROM cart c LEFT JOIN orders o ON o.id = c.order_id
                 WHERE c."at" >= {day:-179} AND c."at" < {day:1} AND (o.id IS NULL OR o.placed_at >= {day:1}))
    OR
    p.id IN (SELECT v.person_id FROM product_view v WHERE v."at" >= {day:-89} AND v."at" < {day:1}
               AND v.product_id IN (SELECT product_id FROM product_category WHERE category = 'Gifts')
             GROUP BY v.person_id HAVING count(*) >= 2)
  )
  AND p.id NOT IN (SELECT person_id FROM refund WHERE person_id IS NOT NULL AND "at" >= {day:-364} AND "at" < {day:1}
                   GROUP BY person_id HAVING sum(amount_shop) >= 5000)
  AND p.id NOT IN (SELECT person_id FROM person_tag WHERE tag = 'wholesale')
  AND p.id NOT IN (SELECT person_id FROM email_event WHERE kind IN (5, 6) AND "at" < {day:1})
