-- The house: books, journal, what is derived, what is volatile. The subjects'
-- own tables are in 0002. Instants are integers of microseconds UTC, days are
-- text YYYY-MM-DD, lists and structures are JSON text; nothing is NULL.

-- class: journal. One book per committee, one for the installation.
CREATE TABLE book (
  id TEXT PRIMARY KEY NOT NULL,
  no ${INT} NOT NULL UNIQUE,
  next ${INT} NOT NULL
)${STRICT};

-- class: journal
CREATE TABLE journal (
  book TEXT NOT NULL,
  seq ${INT} NOT NULL,
  at ${INT} NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  act TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  version ${INT} NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  basis TEXT NOT NULL,
  body TEXT NOT NULL,
  cause ${INT} NOT NULL,
  needs TEXT NOT NULL,
  commitment TEXT NOT NULL,
  digest TEXT NOT NULL,
  act_id TEXT NOT NULL,
  PRIMARY KEY (book, seq)
)${STRICT};
CREATE UNIQUE INDEX journal_act_id ON journal (act_id);
CREATE INDEX journal_subject ON journal (kind, subject, seq);
CREATE INDEX journal_actor ON journal (book, actor, seq);
CREATE INDEX journal_act ON journal (book, act, seq);

-- class: journal, erasable: the input that a line's commitment opens to
CREATE TABLE input (
  book TEXT NOT NULL,
  seq ${INT} NOT NULL,
  salt ${BYTES} NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (book, seq)
)${STRICT};

-- class: journal. What a bulk act did, item by item; its root is in the line.
CREATE TABLE manifest (
  book TEXT NOT NULL,
  seq ${INT} NOT NULL,
  n ${INT} NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  version ${INT} NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  digest ${BYTES} NOT NULL,
  PRIMARY KEY (book, seq, n)
)${STRICT};
CREATE INDEX manifest_subject ON manifest (kind, subject);

-- class: journal. Tiles of the Merkle tree (C2SP tlog-tiles, height 8).
CREATE TABLE tile (
  book TEXT NOT NULL,
  level ${INT} NOT NULL,
  idx ${INT} NOT NULL,
  data ${BYTES} NOT NULL,
  PRIMARY KEY (book, level, idx)
)${STRICT};

-- class: journal. Signed checkpoints (C2SP tlog-checkpoint); prev is the size of
-- the one before, so that none can be left out, and at the instant of the last
-- line it covers: nothing in the row is without proof.
CREATE TABLE checkpoint (
  book TEXT NOT NULL,
  size ${INT} NOT NULL,
  root TEXT NOT NULL,
  prev ${INT} NOT NULL,
  note TEXT NOT NULL,
  at ${INT} NOT NULL,
  PRIMARY KEY (book, size)
)${STRICT};

-- class: journal. Sealed boxes, named by their own hash; a subject names each.
CREATE TABLE box (
  hash TEXT PRIMARY KEY NOT NULL,
  data ${BYTES} NOT NULL
)${STRICT};

-- class: derived, from the subjects
CREATE TABLE matter (
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  place TEXT NOT NULL,
  state TEXT NOT NULL,
  audience TEXT NOT NULL,
  shown TEXT NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  class TEXT NOT NULL,
  via TEXT NOT NULL,
  organ TEXT NOT NULL,
  unit TEXT NOT NULL,
  campaign TEXT NOT NULL,
  parent TEXT NOT NULL,
  urgent ${BOOL} NOT NULL,
  historic ${BOOL} NOT NULL,
  handled ${BOOL} NOT NULL,
  due_at ${INT} NOT NULL,
  kept ${INT} NOT NULL,
  late ${INT} NOT NULL,
  opened TEXT NOT NULL,
  version ${INT} NOT NULL,
  ord ${INT} NOT NULL UNIQUE,
  PRIMARY KEY (kind, subject)
)${STRICT};
CREATE INDEX matter_list ON matter (kind, place, audience, ord);
CREATE INDEX matter_state ON matter (kind, place, audience, state, ord);
CREATE INDEX matter_due ON matter (kind, place, audience, state, due_at, ord, historic);
CREATE INDEX matter_late ON matter (kind, place, audience, due_at) WHERE due_at<4611686018427387904;
CREATE INDEX matter_urgent ON matter (kind, place, audience, ord) WHERE urgent;
CREATE INDEX matter_class ON matter (kind, place, audience, class, ord);
CREATE INDEX matter_organ ON matter (kind, organ, ord);
CREATE INDEX matter_unit ON matter (kind, unit, ord);
CREATE INDEX matter_shown ON matter (shown, kind, state, ord);
CREATE INDEX matter_parent ON matter (parent, kind);
CREATE INDEX matter_number ON matter (number);
CREATE INDEX matter_campaign ON matter (campaign, kind, ord);
CREATE INDEX matter_overdue ON matter (campaign, kind, place, audience, due_at) WHERE due_at<4611686018427387904;
CREATE INDEX matter_terms ON matter (campaign, kind, ord) WHERE kept+late>0;

-- class: derived
CREATE TABLE party (
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  person TEXT NOT NULL,
  standing TEXT NOT NULL,
  PRIMARY KEY (kind, subject, person, standing)
)${KEYED};
CREATE INDEX party_person ON party (person, standing, kind);

-- class: derived
CREATE TABLE named (
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  thing TEXT NOT NULL,
  PRIMARY KEY (kind, subject, thing)
)${KEYED};
CREATE INDEX named_thing ON named (thing, kind);

-- class: derived. Two dozen rows a message and more, so they are short: a band by
-- its number, a matter by its place in lists. They are asked for by band alone;
-- whoever has a matter at hand knows its bands from itself.
CREATE TABLE band (
  band ${INT} NOT NULL,
  ord ${INT} NOT NULL,
  PRIMARY KEY (band, ord)
)${KEYED};

-- class: derived, from the matters under campaigns: how many stand alike, and
-- the terms they kept and kept late. A cockpit reads hundreds of rows of this
-- instead of a hundred thousand matters.
CREATE TABLE tally (
  campaign TEXT NOT NULL,
  kind TEXT NOT NULL,
  place TEXT NOT NULL,
  audience TEXT NOT NULL,
  state TEXT NOT NULL,
  class TEXT NOT NULL,
  via TEXT NOT NULL,
  organ TEXT NOT NULL,
  n ${INT} NOT NULL,
  kept ${INT} NOT NULL,
  late ${INT} NOT NULL,
  PRIMARY KEY (campaign, kind, place, audience, state, class, via, organ)
)${KEYED};

-- class: derived, from the lines: from which day until which (not included) a
-- matter under a campaign stood in a state. Days are numbers since 1970.
CREATE TABLE stood (
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  since ${INT} NOT NULL,
  until ${INT} NOT NULL,
  state TEXT NOT NULL,
  campaign TEXT NOT NULL,
  place TEXT NOT NULL,
  audience TEXT NOT NULL,
  PRIMARY KEY (kind, subject, since)
)${KEYED};
CREATE INDEX stood_day ON stood (campaign, kind, place, audience, state, since, until);

-- class: derived, from stood: how many more matters came into a state on a day
-- than went out of it. Added up to a day it is how many stood in the state.
CREATE TABLE turned (
  campaign TEXT NOT NULL,
  kind TEXT NOT NULL,
  place TEXT NOT NULL,
  audience TEXT NOT NULL,
  state TEXT NOT NULL,
  day ${INT} NOT NULL,
  n ${INT} NOT NULL,
  PRIMARY KEY (campaign, kind, place, audience, state, day)
)${KEYED};

-- class: derived. The last number given out in each series; no number twice,
-- none left out.
CREATE TABLE series (
  id TEXT PRIMARY KEY NOT NULL,
  last ${INT} NOT NULL
)${STRICT};

-- class: volatile. Signed-in sessions; a lost table signs everybody out.
CREATE TABLE session (
  token_hash TEXT PRIMARY KEY NOT NULL,
  account TEXT NOT NULL,
  epoch ${INT} NOT NULL,
  made_at ${INT} NOT NULL,
  seen_at ${INT} NOT NULL
)${STRICT};
CREATE INDEX session_account ON session (account);

-- class: volatile. Failed sign-ins, for lock-out; forgotten after a day.
CREATE TABLE signin (
  login TEXT NOT NULL,
  at ${INT} NOT NULL
)${STRICT};
CREATE INDEX signin_login ON signin (login, at);

-- class: volatile. Notices to people; what they report is in the journal.
CREATE TABLE notice (
  id ${PK},
  person TEXT NOT NULL,
  at ${INT} NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  act TEXT NOT NULL,
  note TEXT NOT NULL,
  read_at ${INT} NOT NULL
)${STRICT};
CREATE INDEX notice_person ON notice (person, id);
CREATE INDEX notice_unread ON notice (person, read_at);

-- class: volatile. Settings of this machine: checkpoint key, model cache.
CREATE TABLE setting (
  id TEXT PRIMARY KEY NOT NULL,
  value ${BYTES} NOT NULL
)${STRICT};
