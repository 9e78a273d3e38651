#!/usr/bin/env python3
"""Scores a reader of Spanish time against a corpus, by kind of value.

    atrevete understand < corpus.jsonl | scripts/score_understand.py corpus.jsonl

The corpus is JSON lines with `text`, `reference`, `kind`, `expect` and `tags`; the reader prints one JSON object a line,
in the same order, with `when`: a list of `{"kind", "expect"}`. A line counts when any reading of any value found is one
of the readings expected (`or` holds further readings of either). Where the tag `daypart_bounds` stands only `date` and
`daypart` are compared, where `part` stands it is enough that the days overlap. Lines without `kind` are left out.
`--misses` prints every line that was missed.
"""

import argparse
import collections
import datetime
import json
import sys

NOT_A_RANGE = ("time", "minutes", "bool")


def readings(value):
    """The value itself and its further readings, each without `or`."""
    for reading in [value, *value.get("or", [])]:
        yield {key: field for key, field in reading.items() if key != "or"}


def days(value):
    """First day and first day after, or None."""
    start = value.get("start") or value.get("date")
    if start is None:
        return None
    first = datetime.date.fromisoformat(start[:10])
    end = value.get("end")
    after = datetime.date.fromisoformat(end[:10]) if end else first + datetime.timedelta(days=1)
    return first, after


def overlap(given, wanted):
    """Whether two ranges of days share one."""
    try:
        given, wanted = days(given), days(wanted)
    except ValueError:
        return False
    return bool(given and wanted and given[0] < wanted[1] and wanted[0] < given[1])


def agree(given, wanted, tags):
    """Whether one reading given is the one wanted."""
    if "daypart_bounds" in tags:
        ranges = [not any(key in value for key in NOT_A_RANGE) for value in (given, wanted)]
        return ranges[0] == ranges[1] and all(given.get(key) == wanted.get(key) for key in ("date", "daypart"))
    if "part" in tags:
        return overlap(given, wanted)
    return given == wanted


def hit(case, found):
    """Whether what was found holds what the case expects."""
    tags = case.get("tags", [])
    return any(
        agree(given, wanted, tags)
        for value in found
        for given in readings(value["expect"])
        for wanted in readings(case["expect"])
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="JSON lines with kind and expect")
    parser.add_argument("output", nargs="?", default="-", help="what the reader printed; - is standard input")
    parser.add_argument("--misses", action="store_true", help="print every line that was missed")
    arguments = parser.parse_args()
    with open(arguments.corpus, encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines if line.strip()]
    source = sys.stdin if arguments.output == "-" else open(arguments.output, encoding="utf-8")
    with source as lines:
        outputs = [json.loads(line) for line in lines if line.strip()]
    if len(outputs) != len(cases):
        sys.exit(f"{len(cases)} lines were asked and {len(outputs)} answered")
    table = collections.Counter()
    total = collections.Counter()
    for case, output in zip(cases, outputs):
        if "kind" not in case:
            continue
        total[case["kind"]] += 1
        if hit(case, output.get("when", [])):
            table[case["kind"]] += 1
        elif arguments.misses:
            print("MISS", case["reference"], case["text"], json.dumps(case["expect"]), json.dumps(output.get("when")))
    for kind in sorted(total):
        print(f"{kind:14} {table[kind]:4} / {total[kind]:4}  {100 * table[kind] / total[kind]:5.1f} %")
    hits, lines = sum(table.values()), sum(total.values())
    if lines:
        print(f"{'all':14} {hits:4} / {lines:4}  {100 * hits / lines:5.1f} %")


if __name__ == "__main__":
    main()
