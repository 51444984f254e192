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

work, report = sys.argv[1:3]
DECODERS = ("tiffin", "zxing-cpp", "zbar")
read = collections.defaultdict(collections.Counter)
times = collections.defaultdict(list)
count = collections.Counter()


def category(name):
    return name.rsplit("-", 1)[0]


with open(f"{work}/host.tsv", encoding="utf-8") as lines:
    for name, verdict, milliseconds in csv.reader(lines, delimiter="\t"):
        read[category(name)]["tiffin"] += verdict == "read"
        times["tiffin"].append(float(milliseconds))


def measured(decoder, decode):
    start = time.perf_counter()
    texts = decode()
    times[decoder].append((time.perf_counter() - start) * 1000)
    return texts


with open(f"{work}/pictures/texts.tsv", encoding="utf-8") as lines:
    for name, *wanted in csv.reader(lines, delimiter="\t"):
        kind, wanted = category(name), set(wanted)
        count[kind] += 1
        picture = Image.open(f"{work}/pictures/{name}")
        plane = numpy.array(picture)
        by_zxing = measured(
            "zxing-cpp",
            lambda: {code.text for code in zxingcpp.read_barcodes(plane, formats=zxingcpp.BarcodeFormat.QRCode)},
        )
        by_zbar = measured(
            "zbar",
            lambda: {code.data.decode() for code in pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])},
        )
        read[kind]["zxing-cpp"] += wanted <= by_zxing
        read[kind]["zbar"] += wanted <= by_zbar

rows = [f"| {kind} | {count[kind]} | " + " | ".join(str(read[kind][d]) for d in DECODERS) + " |" for kind in count]
total = f"| **all** | {sum(count.values())} | " + " | ".join(
    str(sum(read[kind][d] for kind in count)) for d in DECODERS
)
median = "| median ms | | " + " | ".join(f"{statistics.median(times[d]):.1f}" for d in DECODERS)
p95 = "| p95 ms | | " + " | ".join(f"{statistics.quantiles(times[d], n=20)[18]:.1f}" for d in DECODERS)
versions = ", ".join(f"{p} {importlib.metadata.version(p)}" for p in ("zxing-cpp", "pyzbar"))
with open(report, "w", encoding="utf-8") as out:
    out.write(
        "# Scanning: hard pictures\n\n"
        "Pictures of codes of 1280x720, drawn by `tests/src/pictures.rs`, read as a camera frame by the host's scanner\n"
        f"and, in the same run, by PyPI's {versions}. `scripts/bench-scan` writes this file.\n"
        f"Machine: {platform.machine()}, {platform.system()}, the scanner's C++ optimised, the Rust around it a debug build.\n\n"
        "A picture counts as read if every code in it was read.\n\n"
        "| hardship | pictures | Tiffin | zxing-cpp | zbar |\n|---|---|---|---|---|\n"
        + "\n".join(rows)
        + "\n"
        + "\n".join(line + " |" for line in (total, median, p95))
        + "\n"
    )
worse = [
    f"{kind}: {read[kind]['tiffin']} of {max(read[kind]['zxing-cpp'], read[kind]['zbar'])}"
    for kind in count
    if read[kind]["tiffin"] < max(read[kind]["zxing-cpp"], read[kind]["zbar"])
]
if worse:
    sys.exit("fewer pictures read than the best of the others: " + "; ".join(worse))
