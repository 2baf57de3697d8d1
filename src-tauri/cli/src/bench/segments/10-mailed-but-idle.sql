-- Subscribed at the checkout over a year ago, got at least 5 mails in 180 days, once clicked a link to the sale, clicked none in 90 days.
SELECT s.person_id FROM (
  SELECT person_id FROM consent WHERE channel = 'email' AND "at" < {day:1} GROUP BY person_id
  HAVING max(CASE WHEN state = 'subscribed' AND source = 'checkout' AND "at" < {day:-365} THEN "at" END)
       > coalesce(max(CASE WHEN NOT (state = 'subscribed' AND source = 'checkout' AND "at" < {day:-365}) THEN "at" END), {day:-30000})
) s
WHERE s.person_id IN (SELECT person_id FROM email_event WHERE kind = 1 AND "at" >= {day:-179} AND "at" < {day:1}
                      GROUP BY person_id HAVING count(*) >= 5)
  AND s.person_id IN (SELECT person_id FROM email_event WHERE kind = 3 AND "at" < {day:1} AND lower(link) LIKE '%/sale%')
  AND s.person_id NOT IN (SELECT person_id FROM email_event WHERE kind = 3 AND "at" >= {day:-89} AND "at" < {day:1})
