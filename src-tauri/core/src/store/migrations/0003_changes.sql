-- What each write to the data touched, so that whatever was computed from the rest may be kept. One line a write, made
-- by the one door for writes; a write that does not say whom it touched leaves `people` NULL: everybody. Only the newest
-- lines are kept: whoever is further behind computes everything again.
CREATE TABLE change (
  revision INTEGER PRIMARY KEY,  -- of the area 'data'
  areas    INTEGER NOT NULL,     -- bits, see store/change.rs
  people   BLOB,                 -- a serialised bitmap of person ids; NULL: everybody
  mark     INTEGER NOT NULL      -- random: tells this revision from the same number in another copy of the file
) STRICT;

-- People from whom a row was taken (it became another's, or is gone), and those whose cart's order moved in time, until the
-- write's line is made: they are touched too, though no record named them.
CREATE TABLE moved (
  person_id INTEGER NOT NULL     -- more than once, perhaps: in a trigger "or ignore" gives way to the statement that fired it
) STRICT;
CREATE TRIGGER orders_moved AFTER UPDATE OF person_id ON orders WHEN old.person_id IS NOT NULL AND new.person_id IS NOT old.person_id
BEGIN INSERT INTO moved VALUES (old.person_id); END;
CREATE TRIGGER refund_moved AFTER UPDATE OF person_id ON refund WHEN old.person_id IS NOT NULL AND new.person_id IS NOT old.person_id
BEGIN INSERT INTO moved VALUES (old.person_id); END;
CREATE TRIGGER refund_gone AFTER DELETE ON refund WHEN old.person_id IS NOT NULL
BEGIN INSERT INTO moved VALUES (old.person_id); END;
CREATE TRIGGER cart_moved AFTER UPDATE OF person_id ON cart WHEN new.person_id <> old.person_id
BEGIN INSERT INTO moved VALUES (old.person_id); END;
CREATE TRIGGER email_event_moved AFTER UPDATE OF person_id ON email_event WHEN new.person_id <> old.person_id
BEGIN INSERT INTO moved VALUES (old.person_id); END;
CREATE TRIGGER product_view_moved AFTER UPDATE OF person_id ON product_view WHEN new.person_id <> old.person_id
BEGIN INSERT INTO moved VALUES (old.person_id); END;
CREATE TRIGGER search_moved AFTER UPDATE OF person_id ON search WHEN new.person_id <> old.person_id
BEGIN INSERT INTO moved VALUES (old.person_id); END;
CREATE TRIGGER review_moved AFTER UPDATE OF person_id ON review WHEN new.person_id <> old.person_id
BEGIN INSERT INTO moved VALUES (old.person_id); END;
CREATE TRIGGER event_moved AFTER UPDATE OF person_id ON event WHEN new.person_id <> old.person_id
BEGIN INSERT INTO moved VALUES (old.person_id); END;
CREATE TRIGGER order_of_cart_moved AFTER UPDATE OF placed_at ON orders WHEN new.placed_at <> old.placed_at
BEGIN INSERT INTO moved SELECT person_id FROM cart WHERE order_id = new.id; END;
