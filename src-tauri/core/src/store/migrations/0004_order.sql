-- Order among documents: folders, an archive, and drafts that outlive a crash.

CREATE TABLE folder (
  id   INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                    -- the kind of documents it holds: 'segment' …
  name TEXT NOT NULL COLLATE NOCASE,
  UNIQUE (kind, name)
) STRICT;

-- Without its folder a document stands among the others again; nothing is lost with a folder.
ALTER TABLE document ADD COLUMN folder_id INTEGER REFERENCES folder(id) ON DELETE SET NULL;
ALTER TABLE document ADD COLUMN archived_at INTEGER; -- set: out of the way, and at work wherever it is used
CREATE INDEX document_folder ON document(folder_id);

-- What is being edited and not saved yet.
CREATE TABLE draft (
  kind        TEXT NOT NULL,
  key         TEXT NOT NULL,             -- the document's number, or a name of the editor's own for a new one
  document_id INTEGER REFERENCES document(id) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  body        TEXT NOT NULL,             -- JSON, perhaps unfinished
  kept_at     INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_document ON draft(document_id);
