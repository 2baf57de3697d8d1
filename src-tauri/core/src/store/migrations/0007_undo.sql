-- A push that takes another one back.
ALTER TABLE push ADD COLUMN undoes INTEGER REFERENCES push(id);
CREATE INDEX push_undoes ON push(undoes) WHERE undoes IS NOT NULL;
