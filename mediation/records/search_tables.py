"""The table search looks in: the endings of every name and number, derived from personal text and gone with it."""

from __future__ import annotations

from sqlalchemy import DDL, Column, String, event
from sqlmodel import Field, SQLModel

from mediation.records.tables import to

LONGEST_WORD = 12
"""So many characters of an ending are kept; a longer query is looked for in pieces."""
_BY_BYTE = String(LONGEST_WORD).with_variant(String(LONGEST_WORD, collation="C"), "postgresql")


class SearchWordRecord(SQLModel, table=True):
    """An ending of a text of a case; ``source`` is the personal text, or the case itself for its number and cause.

    ``private``: for the desk alone, no court finds a case by it.
    """

    __tablename__ = "search_word"
    word: str = Field(sa_column=Column(_BY_BYTE, primary_key=True))
    source: str = Field(primary_key=True, index=True, max_length=64)
    case_id: str = to("case_file")
    private: bool


def erased_with_its_text(dialect: str) -> tuple[str, ...]:
    """Return the statements by which the words of a personal text go when the text is erased."""
    gone = "DELETE FROM search_word WHERE source = OLD.id"
    if dialect == "sqlite":
        return (
            "CREATE TRIGGER personal_erased AFTER UPDATE OF value ON personal WHEN NEW.value IS NULL "
            f"BEGIN {gone}; END",
        )
    return (
        f"CREATE FUNCTION personal_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {gone}; RETURN NULL; END $$",
        "CREATE TRIGGER personal_erased AFTER UPDATE OF value ON personal "
        "FOR EACH ROW WHEN (NEW.value IS NULL) EXECUTE FUNCTION personal_erased()",
    )


def guard(table: object) -> None:
    """Create the statements with the table of words, which stands after that of personal text."""
    for dialect in ("sqlite", "postgresql"):
        for statement in erased_with_its_text(dialect):
            ddl = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]  # theirs
            event.listen(table, "after_create", ddl)
