"""The lantern festival: sprites of the game (PNGs, for canvases) and the scene of
its pages (SVGs). Drawn from a few shapes; the same each time."""
import random

GRADIENTS = {
    "paper": ("0 0 0 1", [("0", "#e8502c"), (".45", "#ff8f3d"), (".82", "#ffd77a"), ("1", "#fff3c4")]),
    "paper-side": ("0 0 1 0", [("0", "#8d1f14"), (".3", "#8d1f1400"), (".7", "#8d1f1400"), ("1", "#8d1f14")]),
    "rice": ("0 0 0 1", [("0", "#ffffff"), ("1", "#f0dcc8")]),
    "red": ("0 0 0 1", [("0", "#f0503f"), ("1", "#b51d22")]),
    "storm": ("0 0 0 1", [("0", "#8791b3"), ("1", "#434a6c")]),
    "gold": ("0 0 0 1", [("0", "#ffe9a3"), ("1", "#f2a93b")]),
    "fire": ("0 0 0 1", [("0", "#ff7a2f"), (".7", "#ffd04d"), ("1", "#fff7d0")]),
}


def gradient(name):
    (x1, y1, x2, y2), stops = GRADIENTS[name][0].split(), GRADIENTS[name][1]
    body = ""
    for offset, colour in stops:
        opacity = ' stop-opacity="0"' if len(colour) == 9 else ""
        body += f'<stop offset="{offset}" stop-color="{colour[:7]}"{opacity}/>'
    return f'<linearGradient id="{name}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}">{body}</linearGradient>'


def picture(width, height, body, extra=""):
    used = "".join(gradient(name) for name in GRADIENTS if f"url(#{name})" in body)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
            f"<defs>{used}{extra}</defs>{body}</svg>\n")


BAG = "M22 92C8 74 4 52 10 34 14 20 30 10 50 10s36 10 40 24c6 18 2 40-12 58z"
SKY_LANTERN = (
    f'<path d="{BAG}" fill="url(#paper)"/><path d="{BAG}" fill="url(#paper-side)" opacity=".55"/>'
    '<path d="M50 10c-16 6-22 22-22 42 0 16 3 30 8 40M50 10c16 6 22 22 22 42 0 16-3 30-8 40" fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="1.600"/>'
    '<ellipse cx="50" cy="92" rx="28" ry="6.500" fill="#7a2413"/><ellipse cx="50" cy="91" rx="24" ry="4.600" fill="#fff2b8"/>'
    '<path d="M50 76c5 6 8 9 8 14a8 8 0 0 1-16 0c0-5 3-8 8-14z" fill="url(#fire)"/>'
    '<path d="M40 40h20M40 52h20M50 32v32" stroke="#a52817" stroke-width="4" stroke-linecap="round" opacity=".5"/>')

SPRITES = {
    "sky-lantern": (100, 104, SKY_LANTERN),
    "dumpling": (64, 64,
                 '<ellipse cx="32" cy="55" rx="20" ry="4.500" fill="#000" opacity=".18"/><circle cx="32" cy="32" r="25" fill="url(#rice)"/>'
                 '<ellipse cx="24" cy="20" rx="8" ry="5" fill="#fff" opacity=".9" transform="rotate(-28 24 20)"/>'
                 '<circle cx="24" cy="34" r="2.600" fill="#5a3a2c"/><circle cx="40" cy="34" r="2.600" fill="#5a3a2c"/>'
                 '<path d="M27.500 39.500c2.500 3.500 6.500 3.500 9 0" fill="none" stroke="#5a3a2c" stroke-width="2.200" stroke-linecap="round"/>'
                 '<circle cx="18.500" cy="39.500" r="3.600" fill="#f79c8e" opacity=".75"/><circle cx="45.500" cy="39.500" r="3.600" fill="#f79c8e" opacity=".75"/>'),
    "slip": (64, 80,
             '<path d="M32 2v10" stroke="#ffd479" stroke-width="3" stroke-linecap="round"/><rect x="12" y="10" width="40" height="58" rx="6" fill="url(#red)"/>'
             '<rect x="17" y="15" width="30" height="48" rx="3" fill="none" stroke="#ffd479" stroke-width="2"/>'
             '<path d="M25 30c0-5 3.500-8 7.500-8s7.500 3 7.500 7c0 6-7.500 6.500-7.500 13" fill="none" stroke="#ffe9a3" stroke-width="4.500" stroke-linecap="round"/>'
             '<circle cx="32.500" cy="51" r="3" fill="#ffe9a3"/><path d="M24 68v8M32 68v11M40 68v8" stroke="#ffd479" stroke-width="2.600" stroke-linecap="round"/>'),
    "cloud": (120, 84,
              '<path d="M28 58a18 18 0 0 1-2-35.800A26 26 0 0 1 74 14a20 20 0 0 1 26 20 14 14 0 0 1-4 24z" fill="url(#storm)"/>'
              '<path d="M26 30a20 20 0 0 1 20-13" fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="3" stroke-linecap="round"/>'
              '<path d="M36 66l-4 10M58 66l-4 12M80 66l-4 10" stroke="#9fd0ff" stroke-width="4" stroke-linecap="round"/>'),
    "rocket": (56, 92,
               '<path d="M28 50c6 12 8 26 0 40-8-14-6-28 0-40z" fill="url(#fire)"/><path d="M16 26h24v30H16z" fill="url(#red)"/>'
               '<path d="M12 28L28 2l16 26z" fill="url(#gold)"/><path d="M16 36h24M16 46h24" stroke="#ffd479" stroke-width="3.500"/>'
               '<path d="M16 52l-6 10 10-4M40 52l6 10-10-4" fill="#b51d22"/>'),
    "flame": (64, 64,
              '<circle cx="32" cy="32" r="28" fill="#ffd479" opacity=".3"/><path d="M33 8c2 12 16 17 16 31a17 17 0 0 1-34 0c0-7 3.500-11 6.500-14.500 1 4.500 3 7 6 8-1.500-9.500.5-18 5.500-24.500z" fill="url(#red)"/>'
              '<path d="M32 32c4 5 8 8 8 13a8 8 0 0 1-16 0c0-5 4-8 8-13z" fill="url(#gold)"/>'),
}


def palace(x, y, s, sway=""):
    return (f'<g transform="translate({x} {y}) scale({s})"><path d="M0-70v26" stroke="#c98a2b" stroke-width="3"/>'
            '<path d="M-14-40h28v-6h-28z" fill="url(#gold)"/><ellipse rx="40" ry="36" cy="-4" fill="url(#red)"/>'
            '<ellipse rx="23" ry="36" cy="-4" fill="none" stroke="#ffb443" stroke-opacity=".7" stroke-width="2"/><ellipse rx="7" ry="36" cy="-4" fill="none" stroke="#ffb443" stroke-opacity=".7" stroke-width="2"/>'
            '<ellipse rx="17" ry="20" cy="-6" fill="#ffcf6b" opacity=".45"/><path d="M-14 32h28v6h-28z" fill="url(#gold)"/>'
            '<path d="M-8 38v26M0 38v32M8 38v26" stroke="#f2a93b" stroke-width="2.600" stroke-linecap="round"/></g>')


def roof(x, y, w, h, colour):
    half = w / 2
    return (f'<path d="M{x - half} {y}q{half * .28} {-h * .16} {half * .5} {-h * .62}q{half * .08} {-h * .3} {half * .1} {-h * .38}h{half * .8}q{half * .02} {h * .08} {half * .1} {h * .38}q{half * .22} {h * .46} {half * .5} {h * .62}z" fill="{colour}"/>')


def house(x, base, w, floors, dark, light, rng):
    body, y = "", base
    for floor in range(floors):
        width = w * (1 - floor * .2)
        wall = width * .7
        tall = 46
        body += f'<rect x="{x - wall / 2}" y="{y - tall}" width="{wall}" height="{tall}" fill="{dark}"/>'
        count = max(2, int(wall // 26))
        for i in range(count):
            wx = x - wall / 2 + (i + .5) * wall / count
            if rng.random() < .8:
                body += f'<rect x="{wx - 6:.1f}" y="{y - tall + 14}" width="12" height="20" rx="2" fill="{light}" opacity="{rng.choice([.95, .8, .6])}"/>'
        y -= tall
        body += roof(x, y + 8, width * 1.08, 34, dark)
        y -= 18
    return body


def town():
    """A water town at dusk: roofs with lit windows, and their light on the river. 750 x 400."""
    rng = random.Random(15)
    back, front, light = "#4a2038", "#2a1226", "#ffcb6b"
    body = '<g opacity=".75">' + "".join(house(x, 262, w, f, back, "#ffb05c", rng) for x, w, f in [(60, 150, 2), (190, 120, 3), (330, 160, 1), (470, 130, 3), (600, 150, 2), (720, 140, 3)]) + "</g>"
    body += "".join(house(x, 290, w, f, front, light, rng) for x, w, f in [(10, 180, 1), (130, 150, 2), (280, 150, 1), (548, 160, 1), (680, 190, 2)])
    body += f'<path d="M330 290q70-62 160 0z" fill="{front}"/><path d="M372 290q38-34 76 0z" fill="#5b2340"/>'
    body += '<rect y="288" width="750" height="112" fill="url(#river)"/>'
    for _ in range(46):
        x, y = rng.uniform(10, 740), rng.uniform(294, 392)
        body += f'<rect x="{x:.0f}" y="{y:.0f}" width="{rng.uniform(12, 46):.0f}" height="2.400" rx="1.200" fill="{rng.choice(["#ffcb6b", "#ff9a4d", "#ffe2a0"])}" opacity="{rng.uniform(.25, .8):.2f}"/>'
    for x, y, s in [(120, 330, .5), (300, 352, .62), (520, 334, .5), (640, 366, .7)]:
        body += (f'<g transform="translate({x} {y}) scale({s})"><ellipse rx="46" ry="9" cy="18" fill="#ffb443" opacity=".3"/><path d="M-34 4c10 14 58 14 68 0-6 18-16 22-34 22S-28 22-34 4z" fill="#f58ea0"/>'
                 '<path d="M-18 8C-22-8-8-12 0-26 8-12 22-8 18 8 10 16-10 16-18 8z" fill="#ffb9c2"/><path d="M0-12c6 7 8 10 8 15a8 8 0 0 1-16 0c0-5 2-8 8-15z" fill="url(#fire)"/></g>')
    extra = '<linearGradient id="river" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#3a1632"/><stop offset="1" stop-color="#1d0c22"/></linearGradient>'
    return picture(750, 400, body, extra)


def bow(ends, x):
    """The height at x of a quadratic curve, given by its three points."""
    (x0, y0), (x1, y1), (x2, y2) = ends
    low, high = 0.0, 1.0
    for _ in range(30):
        t = (low + high) / 2
        low, high = (t, high) if (1 - t) ** 2 * x0 + 2 * t * (1 - t) * x1 + t * t * x2 < x else (low, t)
    return (1 - t) ** 2 * y0 + 2 * t * (1 - t) * y1 + t * t * y2


def string_of_lanterns():
    halves = [((-10, 6), (190, 92), (375, 52)), ((375, 52), (560, 12), (760, 10))]
    body = '<path d="M-10 6Q190 92 375 52T760 10" fill="none" stroke="#7a2a1c" stroke-width="3"/>'
    for x, s in [(74, .5), (205, .68), (545, .68), (675, .5)]:
        body += palace(x, round(bow(halves[x > 375], x) + 69 * s, 1), s)
    return picture(750, 180, body)


SCENES = {"town": town, "string": string_of_lanterns}
