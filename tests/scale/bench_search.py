"""Ten thousand cases: how long a search and the list take, beside the bare statement. Prints; gates nothing.

Run: ``python -m tests.scale.bench_search [cases]``. The bare statement is what one would write by hand with the driver:
the names, the state and the soonest date of the cases whose party's name holds the words.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mediation.casework import indexing
from mediation.casework.searching import Wanted, find
from mediation.records.database import connect, reading
from mediation.records.migrate import upgrade
from tests.stories import registered
from tests.world import make_world, person_id

SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "一明远行立言知夏长庚思齐文澜若水清扬静秋念慈"
BARE = """
SELECT c.id, c.number, c.cause, c.opened_at, t.value, p.side, r.state, k.due
FROM (SELECT DISTINCT c.* FROM case_file c JOIN party p ON p.case_id = c.id JOIN personal t ON t.id = p.name_id
      WHERE t.value LIKE ? ORDER BY c.opened_at DESC, c.id DESC LIMIT 51) c
JOIN party p ON p.case_id = c.id JOIN personal t ON t.id = p.name_id
JOIN proceeding r ON r.case_id = c.id LEFT JOIN clock k ON k.case_id = c.id AND k.stopped_at IS NULL
"""


def main(cases: int) -> None:
    """Copy one case many times under other names, then measure."""
    path = Path(tempfile.mkdtemp()) / "bench.db"
    engine = connect(f"sqlite:///{path}")
    upgrade(engine)
    world = make_world(engine)
    case, _ = registered(world)
    names = _copied(path, case.id, cases)
    print(f"{indexing.reindex(engine)} cases; {path.stat().st_size / 1e6:.0f} MB")
    queries = random.Random(1).sample(names, 60)

    def searched(words: str) -> None:
        with reading(engine) as db:
            find(db, world.desk, person_id("head"), Wanted(words=words), world.now)

    bare = sqlite3.connect(path)

    def by_hand(words: str) -> None:
        bare.execute(BARE, (f"%{words}%",)).fetchall()

    for title, cut in (("two characters", 2), ("whole name", None)):
        words = [name[:cut] for name in queries]
        base = _p95(by_hand, words)
        ours = _p95(searched, words)
        print(f"search, {title}: p95 {ours:.1f} ms, bare {base:.1f} ms, × {ours / base:.1f}")
    base = _p95(by_hand, [""] * 20)
    ours = _p95(searched, [""] * 20)
    print(f"list of open cases: p95 {ours:.1f} ms, bare {base:.1f} ms, × {ours / base:.1f}")


def _p95(run: Callable[[str], object], words: list[str]) -> float:
    run(words[0])
    took = []
    for said in words:
        start = time.perf_counter()
        run(said)
        took.append((time.perf_counter() - start) * 1000)
    return statistics.quantiles(took, n=20)[-1]


def _copied(path: Path, case_id: str, cases: int) -> list[str]:
    """Copy every row of a case but its history; a worker's name of its own for each."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA foreign_keys=OFF")
    chance, names = random.Random(7), list[str]()
    tables = ("folder", "case_file", "personal", "proceeding", "party", "claim", "clock", "assignment")
    column = {"folder": "id", "case_file": "id", "personal": "folder_id"}
    held = {}
    for table in tables:
        cursor = db.execute(f"SELECT * FROM {table} WHERE {column.get(table, 'case_id')} = ?", (case_id,))
        held[table] = ([each[0] for each in cursor.description], cursor.fetchall())
    ids = {row[heads.index("id")] for heads, rows in held.values() for row in rows}
    worker = db.execute("SELECT name_id FROM party WHERE case_id = ? AND kind = 'worker'", (case_id,)).fetchone()[0]
    for n in range(2, cases + 1):
        names.append(chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2)))
        new = {ref: f"{n:06d}-{ref}"[:64] for ref in ids}
        for table, (heads, rows) in held.items():
            marks = ",".join("?" * len(heads))
            for row in rows:
                said = {head: new.get(value, value) for head, value in zip(heads, row, strict=True)}
                if table == "case_file":
                    said |= {"serial": n, "number": f"{said['number'].rpartition('〕')[0]}〕{n}号"}
                if table == "personal" and row[heads.index("id")] == worker:
                    said["value"] = names[-1]
                db.execute(f"INSERT INTO {table} VALUES ({marks})", list(said.values()))
    db.commit()
    db.close()
    return names


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
