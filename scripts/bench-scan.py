"""Reads the pictures of scripts/bench-scan with the two Python decoders and writes the table."""

import collections
import csv
import importlib.metadata
import platform
import statistics
import sys
import time

import numpy
import zxingcpp
from PIL import Image
from pyzbar import pyzbar

work, report, first = sys.argv[1:4]
OURS = ("file", "camera")
OTHERS = ("zxing-cpp", "zbar")
NOTHING = "nothing"
LIMIT_MS = 10
read = collections.defaultdict(collections.Counter)
# By decoder, and whether the picture holds a code.
times = collections.defaultdict(list)
count = collections.Counter()
late = []


def category(name):
    return name.rsplit("-", 1)[0]


with open(f"{work}/host.tsv", encoding="utf-8") as lines:
    for name, file, frames, *milliseconds in csv.reader(lines, delimiter="\t"):
        kind = category(name)
        read[kind]["file"] += file == "read"
        read[kind]["camera"] += frames != "0"
        times["camera", kind != NOTHING] += map(float, milliseconds)
        if int(frames) > 1:
            late.append(int(frames))


def measured(decoder, coded, decode):
    start = time.perf_counter()
    texts = decode()
    times[decoder, coded].append((time.perf_counter() - start) * 1000)
    return texts


with open(f"{work}/pictures/texts.tsv", encoding="utf-8") as lines:
    for name, *wanted in csv.reader(lines, delimiter="\t"):
        kind, wanted = category(name), set(wanted)
        count[kind] += 1
        picture = Image.open(f"{work}/pictures/{name}")
        plane = numpy.array(picture)
        by_zxing = measured(
            "zxing-cpp",
            bool(wanted),
            lambda: {code.text for code in zxingcpp.read_barcodes(plane, formats=zxingcpp.BarcodeFormat.QRCode)},
        )
        by_zbar = measured(
            "zbar",
            bool(wanted),
            lambda: {code.data.decode() for code in pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])},
        )
        read[kind]["zxing-cpp"] += bool(wanted) and wanted <= by_zxing
        read[kind]["zbar"] += bool(wanted) and wanted <= by_zbar

hardships = [kind for kind in count if kind != NOTHING]


def row(label, total, cells):
    return f"| {label} | {total} | " + " | ".join(map(str, cells)) + " |"


def figures(label, coded, figure):
    cells = [f"{figure(times[d, coded]):.1f}" for d in ("camera", *OTHERS)]
    return row(label, "", ["", *cells])


def p95(values):
    return statistics.quantiles(values, n=20)[18]


table = [row(kind, count[kind], [read[kind][d] for d in OURS + OTHERS]) for kind in hardships]
table.append(row("**all**", sum(count[k] for k in hardships), [sum(read[k][d] for k in hardships) for d in OURS + OTHERS]))
table.append(figures("ms per frame, median", True, statistics.median))
table.append(figures("ms per frame, 95th percentile", True, p95))
table.append(figures("ms per frame without a code, median", False, statistics.median))
table.append(figures("ms per frame without a code, 95th percentile", False, p95))
versions = ", ".join(f"{p} {importlib.metadata.version(p)}" for p in ("zxing-cpp", "pyzbar"))
with open(report, "w", encoding="utf-8") as out:
    out.write(
        "# Scanning: hard pictures\n\n"
        f"Pictures of codes of 1280x720, drawn by `tests/src/pictures.rs` from seed {first} on, read by the host's scanner as a\n"
        "file and as a camera that is held still would show them, and in the same run by PyPI's\n"
        f"{versions}. `scripts/bench-scan` writes this file.\n"
        f"Machine: {platform.machine()}, {platform.system()}; the development profile, which optimises the scanner.\n\n"
        "A picture counts as read if every code in it was read. A camera's frame is looked at as it is, and every third\n"
        "once harder, each time in another way (docs/adr/0015); the camera has read it if one of 21 frames was read.\n"
        f"{len(late)} pictures needed more than the first.\n\n"
        "| hardship | pictures | Tiffin, file | Tiffin, camera | zxing-cpp | zbar |\n|---|---|---|---|---|---|\n"
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
median = statistics.median(times["camera", True])
if median > LIMIT_MS:
    sys.exit(f"the median frame takes {median:.1f} ms, more than {LIMIT_MS}")
