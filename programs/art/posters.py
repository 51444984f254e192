"""The posters of the sample films: 240 x 340, flat shapes, films that do not exist."""
import random


def frame(top, bottom, body):
    return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 340" width="240" height="340"><defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1">'
            f'<stop offset="0" stop-color="{top}"/><stop offset="1" stop-color="{bottom}"/></linearGradient></defs><rect width="240" height="340" fill="url(#s)"/>{body}</svg>\n')


def ridge(rng, base, height, colour, step=24):
    d = f"M0 340V{base}"
    x = 0
    while x <= 264:
        d += f"L{x} {base - rng.randint(0, height)}"
        x += step
    return f'<path d="{d}L264 340Z" fill="{colour}"/>'


def tide(rng):
    waves = "".join(f'<path d="M0 {y}q30 -{14 - i} 60 0t60 0t60 0t60 0V340H0Z" fill="{c}"/>' for i, (y, c) in enumerate([(196, "#1f6f8f"), (226, "#195a7a"), (258, "#134661"), (292, "#0d3249")]))
    return frame("#fbd6a0", "#ee7f5c", '<circle cx="120" cy="170" r="58" fill="#fff1cf"/>' + waves + '<path d="M92 202h62l-12 22h-38zM122 196v-68l34 62h-34zM118 196v-52l-24 46h24z" fill="#22303c"/>')


def lighthouse(rng):
    stars = "".join(f'<circle cx="{rng.randint(0, 240)}" cy="{rng.randint(0, 190)}" r="{rng.choice([.8, 1.2, 1.7])}" fill="#fff" opacity="{rng.choice([.5, .8, 1])}"/>' for _ in range(60))
    return frame("#141b3d", "#3d3f7c", stars + '<path d="M128 112L-20 70V150Z" fill="#ffe59a" opacity=".35"/><path d="M128 112L-20 88V132Z" fill="#ffe59a" opacity=".5"/>'
                 + '<path d="M112 124h36l12 150h-60z" fill="#f4f1ea"/><path d="M109 160h42l3 34h-48zM104 226h52l3 34h-58z" fill="#d8493a"/><rect x="110" y="98" width="40" height="26" rx="3" fill="#2b2f55"/><rect x="118" y="102" width="24" height="18" fill="#ffe59a"/><path d="M106 98l24-18 24 18z" fill="#d8493a"/>'
                 + ridge(rng, 290, 26, "#0c1128"))


def orchard(rng):
    trees = ""
    for i in range(11):
        x, y = 12 + (i % 4) * 72 + (i // 4) * 24, 210 + (i // 4) * 44
        trees += f'<rect x="{x - 3}" y="{y}" width="6" height="26" fill="#6d4a32"/><circle cx="{x}" cy="{y - 8}" r="24" fill="{rng.choice(["#3f7f52", "#4f9461", "#347047"])}"/>' + "".join(
            f'<circle cx="{x + rng.randint(-15, 15)}" cy="{y - 8 + rng.randint(-15, 15)}" r="3.4" fill="#f2643c"/>' for _ in range(5))
    return frame("#ffeec2", "#f7c489", '<circle cx="182" cy="72" r="34" fill="#fff8e3"/>' + ridge(rng, 190, 44, "#c9d28a", 40) + '<path d="M0 184h264V340H0z" fill="#9dbb63"/>' + trees)


def signal(rng):
    blocks = "".join(f'<rect x="{x}" y="{340 - h}" width="30" height="{h}" fill="{c}"/>' + "".join(
        f'<rect x="{x + 5 + 8 * (k % 3)}" y="{340 - h + 10 + 14 * (k // 3)}" width="4" height="6" fill="#ffd36b" opacity="{rng.choice([0, .35, .9])}"/>' for k in range(3 * (h // 16)))
        for x, h, c in [(i * 30, rng.randint(70, 170), rng.choice(["#241a3a", "#2d2148", "#1b1330"])) for i in range(8)])
    rings = "".join(f'<circle cx="120" cy="112" r="{r}" fill="none" stroke="#ff5f8f" stroke-width="3" opacity="{o}"/>' for r, o in [(24, 1), (46, .7), (70, .45), (96, .25)])
    return frame("#2a1550", "#8e2a6b", rings + '<circle cx="120" cy="112" r="9" fill="#ffe0ea"/><path d="M117 112h6l6 130h-18z" fill="#f6c8d8" opacity=".8"/>' + blocks)


POSTERS = {"tide": tide, "lighthouse": lighthouse, "orchard": orchard, "signal": signal}


def draw(name):
    return POSTERS[name](random.Random(name))
