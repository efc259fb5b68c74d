#!/usr/bin/env python3
"""Recall and precision of scanners on a planted tree, and what each finds of each kind.

    score-secrets.py TRUTH.json FOLDER REPORT [REPORT ...]

Reports are drydock's JSON, or lines of JSON of kingfisher and betterleaks, told by their names. A finding counts where it
stands in the lines of a planted secret.
"""
import collections
import json
import os
import sys


def places(report):
    name = os.path.basename(report)
    with open(report) as file:
        if name.startswith("drydock"):
            for artifact in json.load(file)["artifacts"]:
                for finding in artifact["findings"]:
                    if finding["kind"] == "secret" and finding.get("location"):
                        yield finding["location"]["path"], finding["location"].get("line") or 0, finding["id"]
            return
        for line in file:
            record = json.loads(line)
            finding = record.get("finding")
            if not finding:
                continue
            if "location" in finding:
                yield finding["location"]["path"], finding["location"]["start_line"], finding["rule_id"]
            else:
                yield finding["path"], finding["line"], record["rule"]["id"]


truth_path, folder, *reports = sys.argv[1:]
with open(truth_path) as file:
    truth = json.load(file)
planted = collections.defaultdict(list)
for secret in truth:
    planted[secret["path"]].append(secret)
totals = collections.Counter(secret["kind"] for secret in truth)
by_kind = {}
for report in reports:
    if not os.path.exists(report):
        print(f"SKIPPED: {report} is not there")
        continue
    name, found, wrong, count = os.path.basename(report).split(".")[0], set(), collections.Counter(), 0
    for path, line, rule in places(report):
        count += 1
        path = os.path.relpath(path, os.path.realpath(folder)) if os.path.isabs(path) else path
        hits = [s for s in planted[path] if s["line"] - 1 <= line <= s["line"] + s["secret"].count("\n") + 1]
        found.update((s["path"], s["line"]) for s in hits)
        if not hits:
            wrong[rule] += 1
    by_kind[name] = collections.Counter(s["kind"] for s in truth if (s["path"], s["line"]) in found)
    right = count - sum(wrong.values())
    print(f"{name:12} recall {100 * len(found) / len(truth):6.2f} %  precision {100 * right / max(1, count):6.2f} %"
          f"  false: {dict(wrong.most_common(5))}")
names = list(by_kind)
width = max(map(len, totals))
print(f"\n{'kind':{width}} {'planted':>8} " + " ".join(f"{name:>12}" for name in names))
for kind in sorted(totals):
    print(f"{kind:{width}} {totals[kind]:8} " + " ".join(f"{by_kind[name][kind]:12}" for name in names))
if "drydock" in names:
    worse = [kind for kind in totals if any(by_kind[name][kind] > by_kind["drydock"][kind] for name in names)]
    print("kinds on which a peer finds more than drydock: " + (", ".join(sorted(worse)) or "none"))
