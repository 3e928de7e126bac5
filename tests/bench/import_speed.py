# SPDX-License-Identifier: Apache-2.0
"""The opponent of `data import`: Python's json and sqlite3, one row per line, one transaction.

Usage: import_speed.py ROWS.jsonl DATABASE
Prints rows, seconds and rows per second.
"""
import json
import os
import sqlite3
import sys
import time


def main():
    source, target = sys.argv[1:3]
    if os.path.exists(target):
        os.remove(target)
    start = time.perf_counter()
    database = sqlite3.connect(target)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE rows (id TEXT, source TEXT, instruction TEXT, output TEXT)")

    def rows():
        with open(source, encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row["id"], row["source"], row["instruction"], row["output"]

    with database:
        database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", rows())
    count = database.execute("SELECT count(*) FROM rows").fetchone()[0]
    database.close()
    seconds = time.perf_counter() - start
    print(json.dumps({"rows": count, "seconds": seconds, "rows_per_second": count / seconds}))


if __name__ == "__main__":
    main()
