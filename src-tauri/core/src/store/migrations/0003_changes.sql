-- What each write to the data touched, so that whatever was computed from the rest may be kept. One line a write, made
-- by the one door for writes; a write that does not say whom it touched leaves `people` NULL: everybody. Only the newest
-- lines are kept: whoever is further behind computes everything again.
CREATE TABLE change (
  revision INTEGER PRIMARY KEY,  -- of the area 'data'
  areas    INTEGER NOT NULL,     -- bits, see store/change.rs
  people   BLOB,                 -- a serialised bitmap of person ids; NULL: everybody
  mark     INTEGER NOT NULL      -- random: tells this revision from the same number in another copy of the file
) STRICT;
