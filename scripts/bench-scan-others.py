"""Reads the pictures of scripts/bench-scan with the three Python decoders, every OF-th from number SHARE on, and prints for
each picture what became of it: its name, and for each decoder a verdict and milliseconds of a processor."""

import csv
import sys
import time

import cv2
import numpy
import zxingcpp
from PIL import Image
from pyzbar import pyzbar

folder, share, of = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
MARK = "\ufeff"
# Parts of a text, which zxing-cpp gives as they are, are not wrong; they are not the text.
PARTS = "sequence"
# One of several that run at once.
cv2.setNumThreads(1)
opencv = cv2.QRCodeDetector()
# For a text that it put together of parts, zbar has no orientation, and pyzbar refuses what zbar found.
known_orientation = pyzbar.ZBarOrientation
pyzbar.ZBarOrientation = lambda value: known_orientation(-1 if value == 0xFFFFFFFF else value)


def by_opencv(plane):
    try:
        return opencv.detectAndDecodeMulti(plane)[1]
    except (cv2.error, UnicodeDecodeError):
        return ()


def verdict(name, wanted, texts):
    if texts - wanted and not name.startswith(PARTS):
        return "wrong"
    return "read" if wanted and wanted <= texts else "missed"


with open(f"{folder}/texts.tsv", encoding="utf-8") as lines:
    pictures = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
for name, *wanted in pictures[share::of]:
    picture = Image.open(f"{folder}/{name}")
    if picture.mode == "LA":
        # They take no transparency: on paper, as a browser shows it.
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture.convert("RGBA")).convert("L")
    plane = numpy.array(picture)
    decoders = (
        lambda: (code.text for code in zxingcpp.read_barcodes(plane, formats=zxingcpp.BarcodeFormat.QRCode)),
        lambda: (code.data.decode(errors="replace") for code in pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])),
        lambda: by_opencv(plane),
    )
    fields = [name]
    for decode in decoders:
        start = time.process_time()
        texts = {text.lstrip(MARK) for text in decode() if text}
        milliseconds = (time.process_time() - start) * 1000
        fields += [verdict(name, set(wanted), texts), f"{milliseconds:.2f}"]
    print("\t".join(fields), flush=True)
