"""What the gear room lends: flat pictures from a few shapes. 240 x 240, transparent ground."""
import math

INK, STEEL, STEEL_DARK = "#2f3a45", "#cfd8df", "#8f9ca8"


def rect(x, y, w, h, r, fill, extra=""):
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}"{extra}/>'


def circle(x, y, r, fill, extra=""):
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}"{extra}/>'


def path(d, fill="none", stroke=None, width=0, extra=""):
    line = f' stroke="{stroke}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"' if stroke else ""
    return f'<path d="{d}" fill="{fill}"{line}{extra}/>'


def turned(degrees, body, x=120, y=120):
    return f'<g transform="rotate({degrees} {x} {y})">{body}</g>'


GROUND = '<ellipse cx="120" cy="206" rx="84" ry="10" fill="#1d2b33" opacity=".13"/>'


def tent():
    return (GROUND + path("M120 46L26 202h188z", "#e9863a") + path("M120 46L26 202h60z", "#cf6a22") + path("M120 46l-34 156h68z", "#7c3a12")
            + path("M120 46l-34 156h18c12-30 16-90 16-156z", "#f6a860") + path("M120 46l34 156h-18c-12-30-16-90-16-156z", "#f6a860")
            + path("M120 46V30", None or "none", INK, 5) + path("M122 30l26 8-26 10z", "#3f8f6b") + path("M26 202L8 210M214 202l18 8", "none", INK, 3.500))


def camera():
    return (GROUND + rect(78, 54, 84, 32, 12, INK) + rect(30, 74, 180, 122, 22, "#3b4754") + rect(30, 100, 180, 70, 0, "#28313b")
            + rect(44, 62, 30, 16, 6, STEEL_DARK) + circle(120, 134, 52, STEEL_DARK) + circle(120, 134, 46, "#1c232a") + circle(120, 134, 33, "#28506e")
            + circle(120, 134, 20, "#0e2436") + circle(109, 122, 9, "#bfe2f7", ' opacity=".85"') + circle(130, 146, 4, "#bfe2f7", ' opacity=".6"')
            + rect(174, 84, 24, 11, 5, "#f3c24b") + circle(190, 184, 4, "#e45b4c"))


def projector():
    return (GROUND + path("M62 116L4 74v96z", "#ffe9a8", extra=' opacity=".7"') + rect(40, 84, 164, 88, 20, "#eef2f4") + rect(40, 132, 164, 40, 20, STEEL)
            + rect(40, 132, 164, 18, 0, STEEL) + circle(82, 124, 32, "#48545f") + circle(82, 124, 23, "#1f2b35") + circle(82, 124, 13, "#4ca3cf") + circle(76, 117, 5, "#fff", ' opacity=".8"')
            + "".join(rect(134 + i * 14, 102, 7, 26, 3.500, STEEL_DARK) for i in range(4)) + rect(134, 140, 52, 7, 3.500, "#57b894") + rect(58, 172, 22, 24, 6, INK) + rect(164, 172, 22, 24, 6, INK))


def drill():
    return (GROUND + rect(20, 86, 44, 12, 4, STEEL_DARK) + path("M20 87L4 92l16 5z", STEEL_DARK) + path("M60 74h24v36H60l-8-8V82z", INK)
            + path("M84 62h86c20 0 34 14 34 30s-14 32-34 32H84z", "#f2b530") + path("M84 96h120c-2 16-16 28-34 28H84z", "#d7951a")
            + path("M128 122h46l12 62h-46z", "#3b4754") + path("M118 128c-2 14 2 22 14 24l-4-28z", "#d44d3c") + rect(122, 180, 84, 26, 9, "#f2b530") + rect(122, 192, 84, 14, 7, "#d7951a")
            + "".join(rect(112 + i * 16, 76, 6, 30, 3, "#8a5f0e") for i in range(4)))


def guitar():
    body = (rect(113, 6, 14, 100, 4, "#6b3d1d") + rect(106, 0, 28, 28, 7, "#4d2a12") + "".join(circle(101, y, 4, STEEL_DARK) + circle(139, y, 4, STEEL_DARK) for y in (6, 15, 24))
            + path("M120 92c26 0 42 10 38 32-2 10 2 14 10 22 22 26 6 72-48 72s-70-46-48-72c8-8 12-12 10-22-4-22 12-32 38-32z", "#d98b3f")
            + path("M120 100c20 0 34 8 31 24-2 12 2 18 10 27 17 21 4 59-41 59s-58-38-41-59c8-9 12-15 10-27-3-16 11-24 31-24z", "#eba95d")
            + circle(120, 146, 21, "#4d2a12") + circle(120, 146, 25, "none", ' stroke="#7c4a20" stroke-width="3"') + rect(98, 186, 44, 10, 4, "#4d2a12")
            + "".join(path(f"M{116 + i * 2.7:.1f} 24V188", "none", "#fbe9cc", 1) for i in range(4)) + "".join(rect(113, 38 + i * 14, 14, 2, 0, "#c9a173") for i in range(5)))
    return GROUND + turned(28, body, 120, 120)


def board():
    pips = {5: [(-1, -1), (1, -1), (0, 0), (-1, 1), (1, 1)], 3: [(-1, -1), (0, 0), (1, 1)]}

    def die(x, y, s, n, turn, fill):
        body = rect(x - s, y - s, 2 * s, 2 * s, s * .36, fill) + "".join(circle(round(x + dx * s * .5, 1), round(y + dy * s * .5, 1), round(s * .17, 1), "#fff") for dx, dy in pips[n])
        return turned(turn, body, x, y)

    def meeple(x, y, s, fill):
        return f'<g transform="translate({x} {y}) scale({s})">' + path("M0-30a11 11 0 0 1 9 17c8 2 23 7 23 14 0 5-8 6-14 5 4 10 10 20 10 26 0 3-2 4-5 4H9C5 36 3 24 0 24s-5 12-9 12h-14c-3 0-5-1-5-4 0-6 6-16 10-26-6 1-14 0-14-5 0-7 15-12 23-14a11 11 0 0 1 9-17z", fill) + "</g>"

    squares = "".join(rect(34 + (i % 6) * 29, 92 + (i // 6) * 20, 29, 20, 0, "#e7cfa1" if (i + i // 6) % 2 else "#b7864a") for i in range(30))
    return (GROUND + rect(24, 82, 192, 122, 12, "#7c4f26") + squares + meeple(84, 110, 1.25, "#3f8f6b") + meeple(156, 128, 1.25, "#2d6fb3") + die(122, 60, 24, 5, -14, "#d44d3c") + die(196, 84, 18, 3, 18, "#e9863a"))


def telescope():
    tube = (rect(56, 84, 126, 38, 8, "#2f6d9c") + rect(56, 104, 126, 18, 8, "#245680") + rect(174, 76, 26, 54, 9, "#1c3f5e") + rect(34, 92, 26, 22, 5, INK) + rect(24, 95, 14, 16, 4, STEEL_DARK)
            + rect(92, 84, 8, 38, 0, "#f3c24b") + rect(86, 66, 56, 12, 6, INK) + rect(104, 76, 8, 10, 0, STEEL_DARK))
    return (GROUND + path("M118 116L72 204M118 116l48 88M118 116v88", "none", "#9a6a3a", 8) + path("M90 172h58", "none", "#7c4f26", 5) + circle(118, 116, 13, INK) + turned(-24, tube, 118, 104)
            + path("M210 26l4 10 10 4-10 4-4 10-4-10-10-4 10-4z", "#f3c24b") + circle(40, 40, 4, "#f3c24b") + circle(80, 26, 3, "#f3c24b"))


def speaker():
    dots = "".join(circle(round(120 + r * math.cos(a), 1), round(146 + r * math.sin(a), 1), 2.600, "#1c232a") for r, n in ((0, 1), (11, 6), (22, 12)) for a in [2 * math.pi * i / n for i in range(n)])
    return (GROUND + path("M84 44c0-24 72-24 72 0", "none", INK, 9) + rect(62, 42, 116, 164, 28, "#47b0a0") + rect(62, 122, 116, 84, 28, "#379384") + rect(62, 122, 116, 40, 0, "#379384")
            + circle(120, 86, 24, "#24584f") + circle(120, 86, 14, "#8fd8cb") + circle(120, 146, 44, "#24584f") + circle(120, 146, 36, "#5cc3b3") + dots + circle(158, 58, 4, "#f3c24b"))


def racket():
    strings = "".join(path(f"M{82 + i * 11} 26V126", "none", "#eef2f4", 1.600) + path(f"M66 {32 + i * 13}H174", "none", "#eef2f4", 1.600) for i in range(8))
    one = ('<clipPath id="head"><ellipse cx="120" cy="76" rx="46" ry="56"/></clipPath>' + f'<g clip-path="url(#head)">{strings}</g>'
           '<ellipse cx="120" cy="76" rx="46" ry="56" fill="none" stroke="#d44d3c" stroke-width="8"/>' + rect(116, 130, 8, 50, 3, STEEL_DARK) + rect(111, 172, 18, 58, 8, INK)
           + "".join(path(f"M112 {182 + i * 11}l16 6", "none", "#5b6976", 2.500) for i in range(4)))
    cock = path("M176 150l26-30 20 18-24 34z", "#fff", STEEL, 2) + path("M184 150l20-22M192 158l18-22", "none", STEEL, 2) + circle(182, 164, 14, "#f3c24b") + path("M170 156l20 20", "none", "#d44d3c", 5)
    return GROUND + turned(-32, one, 120, 120) + cock


def stove():
    flame = path("M120 40c6 22 30 30 30 58a30 30 0 0 1-60 0c0-12 6-20 12-26 2 8 6 12 10 14-2-18 0-32 8-46z", "#3d97d6") + path("M120 84c8 8 14 14 14 22a14 14 0 0 1-28 0c0-8 6-14 14-22z", "#bfe8ff")
    return (GROUND + flame + path("M60 122h120l-12 14H72z", INK) + path("M64 122l-14-18M176 122l14-18M120 122v-6", "none", INK, 7) + rect(108, 134, 24, 20, 4, STEEL_DARK)
            + path("M128 144h48", "none", STEEL_DARK, 6) + circle(182, 144, 10, "#d44d3c") + path("M72 166c0-16 96-16 96 0v30c0 14-96 14-96 0z", "#e9863a") + path("M72 176c20 10 76 10 96 0v14c-20 10-76 10-96 0z", "#fff") + path("M72 166c20 10 76 10 96 0-4-12-92-12-96 0z", "#f6a860"))


def bicycle():
    def wheel(x):
        spokes = "".join(path(f"M{x} 154L{x + 40 * math.cos(a):.1f} {154 + 40 * math.sin(a):.1f}", "none", STEEL_DARK, 1.400) for a in [math.pi * i / 4 for i in range(8)])
        return spokes + circle(x, 154, 44, "none", f' stroke="{INK}" stroke-width="8"') + circle(x, 154, 6, STEEL_DARK)
    return (GROUND + wheel(60) + wheel(180) + path("M60 154l32-62h66L124 154z M92 92l32 62M180 154l-28-84", "none", "#3f8f6b", 9) + path("M92 92l-6-18", "none", STEEL_DARK, 6) + path("M70 72h34", "none", INK, 11)
            + path("M152 70l-6-14h-18M146 56h22", "none", INK, 7) + circle(124, 154, 12, STEEL_DARK) + path("M124 154l10 22h10", "none", INK, 5) + rect(150, 78, 44, 30, 6, "#b7864a") + path("M156 88h32M156 98h32", "none", "#7c4f26", 2.500))


def kite():
    return (GROUND + path("M132 22L204 88 108 168 66 76z", "#d44d3c") + path("M132 22L66 76l70 10z", "#f3c24b") + path("M136 86l68 2-96 80z", "#2d6fb3") + path("M66 76l70 10-28 82z", "#3f8f6b")
            + path("M132 22l-24 146M66 76l138 12", "none", "#fff", 3) + path("M108 168c-20 14 14 22-6 36", "none", INK, 3) + path("M96 182l-14-6 4 14zM96 182l14-6-4 14z", "#e9863a") + path("M104 202l-12 2 6-10z", "#f3c24b"))


THINGS = {"tent": tent, "camera": camera, "projector": projector, "drill": drill, "guitar": guitar, "board": board, "telescope": telescope, "speaker": speaker,
          "racket": racket, "stove": stove, "bicycle": bicycle, "kite": kite}


def draw(name):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="240" height="240">{THINGS[name]()}</svg>\n'


EMPTY = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="240" height="240"><circle cx="120" cy="120" r="104" fill="#5aa7c2" opacity=".16"/>'
         '<g fill="none" stroke="#5aa7c2" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"><path d="M52 66v126M188 66v126M52 96h136M52 164h136"/><path d="M74 164v-36h44v36M90 128v14h12v-14"/>'
         '<path d="M150 96V74a10 10 0 0 1 20 0v22" opacity=".7"/><path d="M140 164l8-26h22l6 26" stroke-dasharray="6 9" opacity=".7"/></g></svg>\n')
