"""A small database: books and their authors."""

import sqlite3

library = sqlite3.connect("library.db")
library.executescript(
    "create table author (id integer primary key, name text);"
    "create table book (id integer primary key, title text, author integer references author (id), lent integer, bought text);"
)
library.executemany(
    "insert into author (name) values (?)", [("Karin Boye",), ("Astrid Lindgren",), ("Selma Lagerlöf",)]
)
library.executemany(
    "insert into book (title, author, lent, bought) values (?, ?, ?, ?)",
    [(f"Book {n}", n % 3 + 1, n % 2, f"2026-01-{n + 1:02}") for n in range(30)],
)
library.commit()
