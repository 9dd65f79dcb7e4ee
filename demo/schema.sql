-- The demo school's tables. Dates are YYYY-MM-DD, times HH:MM, as people write them.
CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('teacher', 'pupil', 'guardian')),
  form TEXT NOT NULL CHECK (form IN ('P', 'C', 'U', 'A')),
  name TEXT NOT NULL,
  username TEXT NOT NULL UNIQUE,
  password_hash BLOB,               -- NULL until the first sign-in: the password that was issued holds
  telephone TEXT NOT NULL,
  email TEXT NOT NULL,
  street TEXT NOT NULL,
  town TEXT NOT NULL
);
CREATE TABLE class (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, form TEXT NOT NULL,
  teacher_id INTEGER NOT NULL REFERENCES account
);
CREATE INDEX class_teacher ON class (teacher_id);
CREATE TABLE pupil (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL,
  class_id INTEGER NOT NULL REFERENCES class,
  account_id INTEGER UNIQUE REFERENCES account     -- NULL in preschool
);
CREATE INDEX pupil_class ON pupil (class_id, name);
CREATE TABLE guardianship (
  guardian_id INTEGER NOT NULL REFERENCES account, pupil_id INTEGER NOT NULL REFERENCES pupil,
  PRIMARY KEY (guardian_id, pupil_id)
) WITHOUT ROWID;
CREATE INDEX guardianship_pupil ON guardianship (pupil_id);
CREATE TABLE lesson (
  id INTEGER PRIMARY KEY, class_id INTEGER NOT NULL REFERENCES class, weekday INTEGER NOT NULL,
  starts TEXT NOT NULL, ends TEXT NOT NULL, title TEXT NOT NULL, room TEXT NOT NULL, remote INTEGER NOT NULL
);
CREATE INDEX lesson_class ON lesson (class_id, weekday, starts);
CREATE TABLE attendance (
  lesson_id INTEGER NOT NULL REFERENCES lesson, day TEXT NOT NULL, pupil_id INTEGER NOT NULL REFERENCES pupil,
  status TEXT NOT NULL CHECK (status IN ('present', 'late', 'absent')),
  PRIMARY KEY (lesson_id, day, pupil_id)
) WITHOUT ROWID;
CREATE INDEX attendance_pupil ON attendance (pupil_id, day);
CREATE TABLE remote_presence (
  lesson_id INTEGER NOT NULL REFERENCES lesson, day TEXT NOT NULL, pupil_id INTEGER NOT NULL REFERENCES pupil,
  PRIMARY KEY (lesson_id, day, pupil_id)
) WITHOUT ROWID;
CREATE TABLE absence (
  id INTEGER PRIMARY KEY, pupil_id INTEGER NOT NULL REFERENCES pupil, day TEXT NOT NULL, comment TEXT NOT NULL,
  UNIQUE (pupil_id, day)
);
CREATE TABLE leave_application (
  id INTEGER PRIMARY KEY, pupil_id INTEGER NOT NULL REFERENCES pupil,
  first_day TEXT NOT NULL, last_day TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE INDEX leave_pupil ON leave_application (pupil_id);
CREATE TABLE letter (
  id INTEGER PRIMARY KEY, class_id INTEGER NOT NULL REFERENCES class,
  subject TEXT NOT NULL, text TEXT NOT NULL, day TEXT NOT NULL
);
CREATE INDEX letter_class ON letter (class_id);
CREATE TABLE assignment (
  id INTEGER PRIMARY KEY, class_id INTEGER NOT NULL REFERENCES class,
  title TEXT NOT NULL, instructions TEXT NOT NULL, due TEXT NOT NULL
);
CREATE INDEX assignment_class ON assignment (class_id);
CREATE TABLE submission (
  id INTEGER PRIMARY KEY, assignment_id INTEGER NOT NULL REFERENCES assignment ON DELETE CASCADE,
  pupil_id INTEGER NOT NULL REFERENCES pupil, day TEXT NOT NULL, comment TEXT NOT NULL,
  file_name TEXT NOT NULL, file BLOB NOT NULL, grade TEXT, feedback TEXT,
  UNIQUE (assignment_id, pupil_id)
);
CREATE INDEX submission_pupil ON submission (pupil_id);
CREATE TABLE message (
  id INTEGER PRIMARY KEY, sender_id INTEGER NOT NULL REFERENCES account,
  receiver_id INTEGER NOT NULL REFERENCES account,
  subject TEXT NOT NULL, text TEXT NOT NULL, day TEXT NOT NULL, unread INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX message_receiver ON message (receiver_id, unread);
CREATE INDEX message_sender ON message (sender_id);
CREATE TABLE note (
  id INTEGER PRIMARY KEY, pupil_id INTEGER NOT NULL REFERENCES pupil, day TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX note_pupil ON note (pupil_id);
CREATE TABLE talk (
  id INTEGER PRIMARY KEY, class_id INTEGER NOT NULL REFERENCES class,
  day TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT NOT NULL, pupil_id INTEGER REFERENCES pupil,
  UNIQUE (class_id, day, starts)
);
CREATE INDEX talk_pupil ON talk (pupil_id);
CREATE TABLE care_hours (
  pupil_id INTEGER NOT NULL REFERENCES pupil, day TEXT NOT NULL, arrives TEXT NOT NULL, leaves TEXT NOT NULL,
  PRIMARY KEY (pupil_id, day)
) WITHOUT ROWID;
