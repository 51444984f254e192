"""Makes the one-glyph font of check marks (checkbox, radio, switch): a tick at U+EA08, where WeChat's own font has it,
so that programs which restyle `::before` of a checked box by font-size and colour get what they expect.

    pip install fonttools brotli && python3 make.py > ../check-font.css
"""

import base64
import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

UNITS = 1000
# The corners of a tick in a 1000-unit square, baseline at 0.
TICK = [(395, 105), (105, 395), (175, 465), (395, 245), (825, 675), (895, 605)]


def outline(points):
    pen = TTGlyphPen(None)
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def main():
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupGlyphOrder([".notdef", "tick"])
    builder.setupCharacterMap({0xEA08: "tick"})
    builder.setupGlyf({".notdef": outline([(0, 0), (0, 1), (1, 1)]), "tick": outline(TICK)})
    builder.setupHorizontalMetrics({".notdef": (UNITS, 0), "tick": (UNITS, 105)})
    builder.setupHorizontalHeader(ascent=890, descent=-110)
    builder.setupNameTable({"familyName": "weui", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=890, sTypoDescender=-110, usWinAscent=890, usWinDescent=110)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.font.flavor = "woff2"
    out = io.BytesIO()
    builder.save(out)
    data = base64.b64encode(out.getvalue()).decode()
    print("/* Made by font/make.py. */")
    print("@font-face {\n  font-family: 'weui';\n  font-display: block;")
    print(f"  src: url('data:font/woff2;base64,{data}') format('woff2');\n}}")


main()
