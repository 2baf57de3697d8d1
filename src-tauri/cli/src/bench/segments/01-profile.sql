-- In Germany or Austria, not in Berlin or Wien, birthday in the next 30 days, a phone number, no wholesaler.
SELECT p.id FROM person p
WHERE p.country IN ('DE', 'AT') AND p.city NOT IN ('Berlin', 'Wien') AND p.phone IS NOT NULL
  AND substr(p.birthday, 6, 5) BETWEEN '{md:0}' AND '{md:30}'
  AND NOT EXISTS (SELECT 1 FROM person_tag t WHERE t.person_id = p.id AND t.tag = 'wholesale')
