"""Writes the table of scripts/bench-scan from what the scanner and the three Python decoders read."""

import collections
import csv
import importlib.metadata
import platform
import statistics
import sys

work, report, first, seconds = sys.argv[1:5]
OURS = ("file", "camera")
LABELS = {"file": "Tiffin, file", "camera": "Tiffin, camera"}
OTHERS = ("zxing-cpp", "zbar", "OpenCV")
NOTHING = "nothing"
LIMIT_MS = 10
LIMIT_TIMES = 5
read = collections.defaultdict(collections.Counter)
# By decoder, and whether the picture holds a code.
times = collections.defaultdict(list)
count = collections.Counter()
late = []
wrong = collections.defaultdict(collections.Counter)


def category(name):
    return name.rsplit("-", 1)[0]


with open(f"{work}/host.tsv", encoding="utf-8") as lines:
    for name, file, frames, *milliseconds in csv.reader(lines, delimiter="\t"):
        kind = category(name)
        read[kind]["file"] += file == "read"
        read[kind]["camera"] += int(frames) > 0
        wrong[kind]["file"] += file == "wrong"
        wrong[kind]["camera"] += int(frames) < 0
        times["camera", kind != NOTHING] += map(float, milliseconds)
        if int(frames) > 1:
            late.append(int(frames))

with open(f"{work}/others.tsv", encoding="utf-8") as lines:
    for name, *fields in csv.reader(lines, delimiter="\t"):
        kind = category(name)
        count[kind] += 1
        for decoder, verdict, milliseconds in zip(OTHERS, fields[::2], fields[1::2]):
            read[kind][decoder] += verdict == "read"
            wrong[kind][decoder] += verdict == "wrong"
            times[decoder, kind != NOTHING].append(float(milliseconds))

hardships = [kind for kind in count if kind != NOTHING]


def row(label, total, cells):
    return f"| {label} | {total} | " + " | ".join(map(str, cells)) + " |"


def figures(label, coded, figure):
    return row(label, "", cells(lambda d: ("" if d == "file" else f"{figure(times[d, coded]):.1f}", "")))


def p95(values):
    return statistics.quantiles(values, n=20)[18]


def cells(of):
    return [figure for d in OURS + OTHERS for figure in of(d)]


def in_all(counted, decoder):
    return sum(counted[kind][decoder] for kind in count)


table = [row(kind, count[kind], cells(lambda d: (read[kind][d], wrong[kind][d]))) for kind in count]
pictures = sum(count[kind] for kind in hardships)
table.append(row("**all**", pictures, cells(lambda d: (in_all(read, d), in_all(wrong, d)))))
table.append(figures("ms per frame, median", True, statistics.median))
table.append(figures("ms per frame, 95th percentile", True, p95))
table.append(figures("ms per frame without a code, median", False, statistics.median))
table.append(figures("ms per frame without a code, 95th percentile", False, p95))
versions = ", ".join(f"{p} {importlib.metadata.version(p)}" for p in ("zxing-cpp", "pyzbar", "opencv-python-headless"))
with open(report, "w", encoding="utf-8") as out:
    out.write(
        "# Scanning: hard pictures\n\n"
        f"Pictures of codes of 1280x720, drawn by `tests/src/pictures.rs` from seed {first} on, read by the host's scanner as a\n"
        "file and as a camera that is held still would show them, and in the same run by PyPI's\n"
        f"{versions}. `scripts/bench-scan` writes this file.\n"
        f"Machine: {platform.machine()}, {platform.system()}; the development profile, which optimises the scanner.\n\n"
        "A picture counts as read if every code in it was read. A camera's frame is looked at as it is, and every third\n"
        "once harder, each time in another way (docs/adr/0015); the camera has read it if one of 27 frames was read.\n"
        f"{len(late)} pictures needed more than the first.\n\n"
        "Pictures with transparent parts lie on white for the others, and on grey before the camera. A text over three\n"
        "codes counts as read if it was put together, which of the others zbar does.\n\n"
        f"Drawing and reading took {float(seconds) / 60:.0f} minutes; each of the three steps is stopped after half an hour. The milliseconds are\n"
        "those that a processor worked, so that a busy machine measures the same. A picture of which a decoder\n"
        "gave a text that is not in it counts as wrong; parts of a text that the others give as they are do not. `nothing` is\n"
        "frames without a code.\n\n"
        + row("hardship", "pictures", cells(lambda d: (LABELS.get(d, d), "wrong")))
        + "\n|---|---|" + "---|" * 10 + "\n"
        + "\n".join(table)
        + "\n"
    )
worse = [
    f"{kind}: {read[kind][ours]} by {ours} of {max(read[kind][d] for d in OTHERS)}"
    for kind in hardships
    for ours in OURS
    if read[kind][ours] < max(read[kind][d] for d in OTHERS)
]
if worse:
    sys.exit("fewer pictures read than the best of the others: " + "; ".join(worse))
totals = {d: in_all(read, d) for d in OURS + OTHERS}
if min(totals[d] for d in OURS) <= max(totals[d] for d in OTHERS):
    sys.exit(f"no more pictures read than by the best of the others: {totals}")
misread = [f"{kind}: {wrong[kind][ours]} by {ours}" for kind in count for ours in OURS if wrong[kind][ours]]
if misread:
    sys.exit("texts read wrong: " + "; ".join(misread))
# A slow machine is slow for everybody.
median, beside = (statistics.median(times[d, True]) for d in ("camera", "zxing-cpp"))
if median > max(LIMIT_MS, LIMIT_TIMES * beside):
    sys.exit(f"the median frame takes {median:.1f} ms, more than {LIMIT_MS}, and zxing-cpp's {beside:.1f}")
