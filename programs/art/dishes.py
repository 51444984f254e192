"""The canteen's food pictures: seen from above, drawn from a few shapes, the
same each time (a fixed seed a dish), so that the package carries no photograph
and no licence but ours. 240 x 240 user units, transparent ground."""
import math
import random

C = 120


def n(x):
    return f"{x:.1f}".rstrip("0").rstrip(".")


def circle(x, y, r, fill, extra=""):
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{fill}"{extra}/>'


def ellipse(x, y, rx, ry, fill, turn=0, extra=""):
    t = f' transform="rotate({n(turn)} {n(x)} {n(y)})"' if turn else ""
    return f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}"{t}{extra}/>'


def path(d, fill="none", stroke=None, width=0, extra=""):
    s = f' stroke="{stroke}" stroke-width="{n(width)}" stroke-linecap="round" stroke-linejoin="round"' if stroke else ""
    return f'<path d="{d}" fill="{fill}"{s}{extra}/>'


def rect(x, y, w, h, r, fill, turn=0, extra=""):
    t = f' transform="rotate({n(turn)} {n(x + w / 2)} {n(y + h / 2)})"' if turn else ""
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" rx="{n(r)}" fill="{fill}"{t}{extra}/>'


def group(turn, x, y, inner):
    return f'<g transform="translate({n(x)} {n(y)}) rotate({n(turn)})">{inner}</g>'


def defs(*gradients):
    return "<defs>" + "".join(gradients) + "</defs>"


def radial(name, inner, outer, cx=0.42, cy=0.36, r=0.75):
    return (f'<radialGradient id="{name}" cx="{cx}" cy="{cy}" r="{r}"><stop offset="0" stop-color="{inner}"/>'
            f'<stop offset="1" stop-color="{outer}"/></radialGradient>')


def shadow(r=100):
    soft = ('<radialGradient id="sh" cx=".5" cy=".5" r=".5"><stop offset=".78" stop-color="#3b2a1a" stop-opacity=".26"/>'
            '<stop offset="1" stop-color="#3b2a1a" stop-opacity="0"/></radialGradient>')
    return defs(soft) + ellipse(C, C + 9, r * 1.13, r * 1.13, "url(#sh)")


def bowl(rim, rim_dark, inside, inside_dark, r=98):
    return (shadow(r) + defs(radial("rim", rim, rim_dark), radial("in", inside, inside_dark, 0.5, 0.45, 0.6))
            + circle(C, C, r, "url(#rim)") + circle(C, C, r - 1.5, "none", ' stroke="#fff" stroke-opacity=".35" stroke-width="1.5"')
            + circle(C, C, r - 11, rim_dark, ' opacity=".55"') + circle(C, C + 1, r - 13, "url(#in)"))


def plate(rim="#ffffff", rim_dark="#e4e0d8", well="#fbfaf7", well_dark="#eceae3", r=102):
    return (shadow(r) + defs(radial("rim", rim, rim_dark), radial("in", well, well_dark, 0.45, 0.4, 0.7))
            + circle(C, C, r, "url(#rim)") + circle(C, C, r - 19, rim_dark, ' opacity=".7"') + circle(C, C + 1, r - 21, "url(#in)"))


def around(rng, count, radius, jitter=0):
    for i in range(count):
        a = 2 * math.pi * i / count + rng.uniform(-0.2, 0.2)
        r = radius + rng.uniform(-jitter, jitter)
        yield C + r * math.cos(a), C + r * math.sin(a), math.degrees(a)


def inside(rng, count, radius, x=C, y=C):
    for _ in range(count):
        a, r = rng.uniform(0, 2 * math.pi), radius * math.sqrt(rng.random())
        yield x + r * math.cos(a), y + r * math.sin(a)


def leaf(x, y, size, turn, colour="#5aa845", vein="#3f8a33"):
    s = size
    return group(turn, x, y, path(f"M{n(-s)} 0C{n(-s * .5)} {n(-s * .62)} {n(s * .45)} {n(-s * .62)} {n(s)} 0C{n(s * .45)} {n(s * .62)} {n(-s * .5)} {n(s * .62)} {n(-s)} 0Z", colour)
                 + path(f"M{n(-s * .8)} 0L{n(s * .75)} 0", "none", vein, max(1, s * 0.08)))


def scallions(rng, count, radius, x=C, y=C):
    out = ""
    for px, py in inside(rng, count, radius, x, y):
        c = rng.choice(["#6cbf4b", "#4fa23a", "#8fd070"])
        out += circle(px, py, 3.4, "none", f' stroke="{c}" stroke-width="2.2"')
    return out


def sesame(rng, count, radius, x=C, y=C, colour="#fbeecb"):
    return "".join(ellipse(px, py, 2.2, 1.3, colour, rng.uniform(0, 180)) for px, py in inside(rng, count, radius, x, y))


def noodles(rng, colours, count=26, radius=70):
    out = ""
    for i in range(count):
        a = rng.uniform(0, 2 * math.pi)
        r = radius * rng.uniform(0.35, 1)
        x, y = C + r * math.cos(a), C + r * math.sin(a)
        b = a + rng.uniform(1.6, 2.8)
        ex, ey = C + r * math.cos(b), C + r * math.sin(b)
        bend = rng.uniform(1.0, 1.5)
        mx, my = C + r * bend * math.cos((a + b) / 2), C + r * bend * math.sin((a + b) / 2)
        reach = math.hypot(mx - C, my - C)
        if reach > radius + 8:
            mx, my = C + (mx - C) * (radius + 8) / reach, C + (my - C) * (radius + 8) / reach
        out += path(f"M{n(x)} {n(y)}Q{n(mx)} {n(my)} {n(ex)} {n(ey)}", "none", colours[i % len(colours)], 5)
    return out


def egg(x, y, r=22, turn=0):
    return group(turn, x, y, ellipse(0, 2, r, r * .84, "#000", 0, ' opacity=".12"') + ellipse(0, 0, r, r * .84, "#fffdf6")
                 + ellipse(0, 0, r - 2, r * .84 - 2, "none", 0, ' stroke="#efe6d2" stroke-width="1.5"')
                 + circle(0, 0, r * .5, "#f6a623") + circle(-r * .12, -r * .14, r * .24, "#ffc85a", ' opacity=".8"'))


def meat(x, y, w, h, turn, colour, dark):
    return group(turn, x, y, rect(-w / 2, -h / 2 + 2, w, h, h * .42, "#000", 0, ' opacity=".16"') + rect(-w / 2, -h / 2, w, h, h * .42, colour)
                 + path(f"M{n(-w * .3)} {n(-h * .12)}Q0 {n(-h * .3)} {n(w * .32)} {n(-h * .08)}", "none", dark, 2, ' opacity=".7"')
                 + path(f"M{n(-w * .26)} {n(h * .2)}Q0 {n(h * .04)} {n(w * .28)} {n(h * .22)}", "none", dark, 2, ' opacity=".5"'))


def rice(rng, x, y, r, count=150):
    out = circle(x, y, r, "#fdfbf5")
    for px, py in inside(rng, count, r * .95, x, y):
        out += ellipse(px, py, 3.4, 1.5, rng.choice(["#fff", "#f1ebdd", "#f7f2e7", "#e9e2d2"]), rng.uniform(0, 180))
    return out


def beef_noodles(rng):
    out = bowl("#f7f3ea", "#d9d0bf", "#a5512a", "#7a3517") + noodles(rng, ["#f2d48f", "#e7c274", "#f8e0a6"], 30, 66)
    for i, (x, y) in enumerate([(92, 98), (126, 84), (152, 108), (112, 118)]):
        out += meat(x, y, 44, 28, -25 + 31 * i, "#7d4023", "#b98058")
    out += "".join(leaf(x, y, 20, t) for x, y, t in [(82, 152, 40), (104, 166, 10), (72, 134, 75)])
    return out + egg(154, 150, 25, 20) + scallions(rng, 22, 62)


def dandan(rng):
    out = bowl("#32363b", "#1d2023", "#d4652c", "#a83d17") + noodles(rng, ["#f4d894", "#eac67c", "#fae5b2"], 38, 70)
    for x, y in inside(rng, 90, 34, 122, 112):
        out += circle(x, y, rng.uniform(2.5, 5), rng.choice(["#6e351c", "#864525", "#552713"]))
    for x, y in inside(rng, 16, 66):
        out += circle(x, y, rng.uniform(3, 6), "#f0521d", ' opacity=".45"')
    out += "".join(path(f"M{x} {y}q10 -8 20 -3q-8 9 -20 3Z", "#d3271d") for x, y in [(70, 120), (150, 152), (96, 160)])
    return out + scallions(rng, 26, 52) + sesame(rng, 22, 50)


def chicken_rice(rng):
    out = plate() + rice(rng, 96, 100, 47)
    for i in range(6):
        out += group(-28, 92 + i * 13.5, 154 - i * 5.5, rect(-9, -31, 18, 62, 8, "#000", 0, ' opacity=".1"') + rect(-9, -33, 18, 62, 8, "#f7e7cb")
                     + rect(-9, -33, 18, 13, 6.5, "#e7bd79"))
    for i in range(7):
        x, y = 150 + (i % 3) * 13, 74 + (i // 3) * 14
        out += circle(x, y, 11, "#7fc45d") + circle(x, y, 8.6, "#c9e9ac") + ellipse(x, y, 3.4, 2.2, "#eaf7d7", 40 * i)
    return out + leaf(66, 150, 17, 60) + leaf(76, 166, 15, 20) + circle(60, 66, 15, "#c43a1e") + circle(58, 64, 9, "#dd5a35", ' opacity=".8"')


def mapo(rng):
    out = bowl("#3c5a78", "#253d55", "#fdfbf5", "#efe8d8") + rice(rng, C, C, 80, 190)
    out += path("M62 150C50 104 84 62 128 60C176 60 196 102 184 144C172 186 84 190 62 150Z", "#b53416") + path("M70 146C60 108 90 72 128 70C168 70 186 104 176 140C164 174 88 180 70 146Z", "#cf4a1e")
    for x, y in [(92, 104), (122, 90), (152, 104), (82, 134), (112, 122), (142, 132), (168, 128), (100, 158), (130, 160), (156, 154)]:
        turn = rng.uniform(-25, 25)
        out += group(turn, x, y, rect(-11, -9, 23, 23, 4, "#7e2110", 0, ' opacity=".35"') + rect(-12, -12, 23, 23, 4, "#fff6e2") + rect(-12, -12, 23, 7, 3.5, "#fffdf4"))
    for x, y in inside(rng, 46, 52, 124, 122):
        out += circle(x, y, rng.uniform(1.8, 3.6), rng.choice(["#6d2a14", "#8a3a1c", "#4d1c0d"]))
    return out + scallions(rng, 24, 50, 124, 122)


def salmon_bowl(rng):
    out = bowl("#fbf7ef", "#ded5c5", "#fdfbf5", "#efe8d8") + rice(rng, C, C, 82, 120)
    for i in range(5):
        out += group(-62 + i * 10, 84 + i * 15, 88 - abs(i - 2) * 2, rect(-10, -31, 21, 60, 9, "#000", 0, ' opacity=".12"') + rect(-10, -33, 21, 60, 9, "#f9855a")
                     + "".join(path(f"M-9 {y}q9 6 18 0", "none", "#ffc3a6", 2.4) for y in (-22, -10, 2, 14)))
    for i in range(6):
        out += group(18 + i * 9, 158 + i * 3, 126 + i * 7, path("M-19 0C-19 -12 19 -12 19 0C15 5 -15 5 -19 0Z", "#5d9b3b") + path("M-16 -1C-14 -8 14 -8 16 -1C12 2 -12 2 -16 -1Z", "#cfe08a"))
    for x, y in inside(rng, 34, 22, 86, 150):
        out += circle(x, y, 5.2, "#7ccf5c") + circle(x - 1.4, y - 1.6, 1.8, "#c9f0ae")
    out += egg(124, 164, 19, -10)
    return out + sesame(rng, 26, 60, C, C, "#3a332b") + sesame(rng, 12, 50)


def salad(rng):
    out = bowl("#ffffff", "#dcdad2", "#9ccf6e", "#659e43")
    for x, y, t in around(rng, 16, 60, 12):
        out += leaf(x, y, rng.uniform(24, 32), t + rng.uniform(-40, 40), rng.choice(["#79b94e", "#93cf63", "#5fa33f", "#b2dc7e"]), "#4f8c34")
    for x, y, t in around(rng, 9, 28, 12):
        out += leaf(x, y, 25, t + 60, rng.choice(["#8cc95b", "#a9da72", "#6bab44"]), "#4f8c34")
    for x, y in [(86, 92), (150, 96), (122, 150), (164, 140), (80, 142)]:
        out += circle(x, y + 2, 14, "#000", ' opacity=".12"') + circle(x, y, 14, "#e43d30") + circle(x, y, 10.5, "#f4705a") + "".join(
            ellipse(x + 5 * math.cos(a), y + 5 * math.sin(a), 3.6, 2, "#fbd7a3", math.degrees(a)) for a in (0.4, 2.5, 4.6))
    for x, y in [(116, 84), (96, 120), (148, 128), (112, 172)]:
        out += circle(x, y, 13, "#6fb552") + circle(x, y, 11, "#d9efb8") + "".join(ellipse(x + 5 * math.cos(a), y + 5 * math.sin(a), 2.4, 1.2, "#a8d37f", math.degrees(a)) for a in (0, 1.26, 2.5, 3.77, 5))
    for x, y in [(126, 116), (172, 112), (66, 116)]:
        out += circle(x, y, 12, "none", ' stroke="#b565a7" stroke-width="3.4"') + circle(x, y, 7, "none", ' stroke="#d9a1d0" stroke-width="2.2"')
    return out


def grain_bowl(rng):
    out = bowl("#46413c", "#2b2724", "#e9d9b0", "#cfb57c")
    for x, y in inside(rng, 240, 80):
        out += circle(x, y, 2.3, rng.choice(["#f2e5c4", "#d8bf85", "#c6a968", "#fbf2da"]))
    for i in range(7):
        out += group(-66 + i * 8, 78 + i * 9, 84 - i * 2 + (i - 3) ** 2 * .6, path("M-22 0C-22 -14 22 -14 22 0C17 6 -17 6 -22 0Z", "#568f37") + path("M-19 -1C-17 -9 17 -9 19 -1C14 3 -14 3 -19 -1Z", "#d5e38f"))
    for x, y in inside(rng, 26, 24, 160, 112):
        out += circle(x, y, 6, "#e8b765") + circle(x - 1.6, y - 1.8, 2, "#f9dfa8")
    for i in range(16):
        x, y = 66 + (i % 8) * 7, 134 + (i // 8) * 13 + rng.uniform(-3, 3)
        out += rect(x, y, 4.6, 30, 2.3, rng.choice(["#f0842c", "#f69c45", "#e06f1b"]), rng.uniform(-20, 20))
    for x, y in inside(rng, 13, 20, 136, 160):
        out += circle(x, y, 8, "#8f2450") + circle(x - 2, y - 2, 3, "#c2557f")
    return out + leaf(112, 122, 15, 30) + leaf(128, 112, 13, -40) + sesame(rng, 26, 70, C, C, "#3a332b")


def steamer(rng, item, spots):
    out = shadow(102) + defs(radial("rim", "#e6bf83", "#b98546"), radial("in", "#f3dcae", "#dcb878", .5, .5, .6)) + circle(C, C, 102, "url(#rim)")
    out += circle(C, C, 96, "none", ' stroke="#8f6230" stroke-opacity=".35" stroke-width="2"') + circle(C, C, 86, "#a3743b", ' opacity=".8"') + circle(C, C + 1, 84, "url(#in)")
    out += "".join(path(f"M{x} {n(C - math.sqrt(max(0, 82 ** 2 - (x - C) ** 2)))}V{n(C + math.sqrt(max(0, 82 ** 2 - (x - C) ** 2)))}", "none", "#c99f5f", 1.6, ' opacity=".55"') for x in range(44, 204, 10))
    out += circle(C, C, 70, "#eef4e2", ' opacity=".55"')
    return out + "".join(item(rng, x, y) for x, y in spots)


def bun(rng, x, y):
    out = circle(x, y + 4, 27, "#5b3a14", ' opacity=".18"') + circle(x, y, 27, "#fffaf0") + circle(x, y, 27, "none", ' stroke="#eadfc9" stroke-width="2"')
    for i in range(14):
        a = 2 * math.pi * i / 14 + rng.uniform(-.06, .06)
        out += path(f"M{n(x + 5 * math.cos(a))} {n(y + 5 * math.sin(a))}Q{n(x + 13 * math.cos(a + .3))} {n(y + 13 * math.sin(a + .3))} {n(x + 22 * math.cos(a + .36))} {n(y + 22 * math.sin(a + .36))}", "none", "#dccdb0", 2)
    return out + circle(x, y, 4.6, "#e9dcc2") + circle(x, y, 2, "#c9b48c")


def dumpling(rng, x, y):
    t = rng.uniform(-25, 25)
    inner = (ellipse(0, 5, 31, 20, "#5b3a14", 0, ' opacity=".17"') + path("M-31 6C-30 -20 30 -20 31 6C22 20 -22 20 -31 6Z", "#fdf4ea") + path("M-22 6C-20 -8 20 -8 22 6C15 14 -15 14 -22 6Z", "#f6b596", extra=' opacity=".75"')
             + "".join(path(f"M{i * 7} -13Q{i * 8.4} -4 {i * 8} 2", "none", "#e6d4bd", 2) for i in range(-3, 4)) + path("M-25 -2C-12 -15 12 -15 25 -2", "none", "#fffdf9", 3, ' opacity=".9"'))
    return group(t, x, y, inner)


def xiaolongbao(rng):
    return steamer(rng, bun, [(C, C), *[(C + 55 * math.cos(a), C + 55 * math.sin(a)) for a in [math.pi / 3 * i + .3 for i in range(6)]]])


def har_gow(rng):
    return steamer(rng, dumpling, [(86, 84), (152, 92), (88, 146), (152, 154)]) + leaf(120, 120, 12, 20)


def spring_rolls(rng):
    out = plate("#f4f7f6", "#cfdbd8", "#fbfdfc", "#e7efec")
    for x, y, t in [(92, 100, 34), (120, 116, 28), (146, 136, 36), (104, 146, -20)]:
        out += group(t, x, y, rect(-44, -10, 88, 28, 12, "#3b2a1a", 0, ' opacity=".16"') + rect(-44, -14, 88, 28, 12, "#d98d34") + rect(-42, -12, 84, 11, 6, "#f3bb62")
                     + "".join(path(f"M{k} -13q7 13 2 26", "none", "#b96f20", 2, ' opacity=".6"') for k in (-22, 2, 24)) + ellipse(44, 0, 5, 13, "#f7dca6") + circle(44, -3, 2.4, "#6cae45") + circle(44.5, 4, 2.4, "#ee7c35"))
    out += circle(166, 84, 25, "#fff") + circle(166, 84, 25, "none", ' stroke="#c9d4d1" stroke-width="2"') + circle(166, 84, 20, "#c5321c") + ellipse(160, 78, 8, 4, "#ec7350", -30, ' opacity=".8"')
    return out + leaf(70, 152, 16, 40) + leaf(82, 166, 14, 5)


def tomato_egg_soup(rng):
    out = bowl("#fff", "#d8d5cf", "#f2a34c", "#dd7a2b")
    for x, y in inside(rng, 22, 62):
        s = rng.uniform(11, 20)
        out += path(f"M{n(x - s)} {n(y)}q{n(s * .5)} {n(-s * .8)} {n(s)} {n(-s * .2)}t{n(s)} {n(s * .1)}q{n(-s * .4)} {n(s * .7)} {n(-s)} {n(s * .4)}t{n(-s)} {n(-s * .3)}Z", rng.choice(["#fde9a0", "#fbdc7a", "#fff3c6"]), extra=' opacity=".9"')
    for x, y, t in [(88, 96, 20), (146, 88, 80), (158, 146, 150), (98, 154, 240), (124, 122, 300)]:
        out += group(t, x, y, path("M-19 8A19 19 0 0 1 19 8Q0 17 -19 8Z", "#d8362a") + path("M-14 6A14 14 0 0 1 14 6Q0 12 -14 6Z", "#f1674e"))
    return out + scallions(rng, 26, 64)


def pumpkin_soup(rng):
    out = bowl("#5e7f6c", "#3d5a4a", "#f7b03e", "#e98a1b")
    out += path("M120 68C152 68 172 94 168 124C164 154 136 168 112 160C90 152 84 126 98 112C110 100 132 106 132 122C132 134 118 138 112 130", "none", "#fff3d8", 7, ' opacity=".92"')
    for x, y, t in [(84, 90, 30), (92, 82, 70), (74, 102, 0), (160, 164, 40), (150, 172, 80)]:
        out += group(t, x, y, path("M-9 0C-6 -7 5 -6 9 0C5 6 -6 7 -9 0Z", "#5e8f45") + path("M-6 0L6 0", "none", "#8fba6c", 1.4))
    return out + sesame(rng, 18, 60, C, C, "#a85a10") + leaf(140, 98, 12, -40)


def cup(rng, saucer, saucer_dark, wall, drink, drink_dark):
    return (shadow(96) + defs(radial("rim", saucer, saucer_dark), radial("in", drink, drink_dark, .45, .4, .7)) + circle(C, C, 98, "url(#rim)") + circle(C, C, 70, saucer_dark, ' opacity=".6"')
            + rect(172, 108, 44, 24, 12, wall) + rect(180, 114, 26, 12, 6, saucer_dark) + circle(C, C + 4, 67, "#000", ' opacity=".15"') + circle(C, C, 66, wall) + circle(C, C, 57, "url(#in)"))


def latte(rng):
    out = cup(rng, "#fff", "#ddd8cf", "#fffdfa", "#c88d55", "#9a602f")
    return out + path("M120 164C92 150 78 128 82 106C86 92 106 92 120 108C134 92 154 92 158 106C162 128 148 150 120 164Z", "#fbefdc") + path("M120 150C102 140 92 124 96 112C100 104 112 108 120 120C128 108 140 104 144 112C148 124 138 140 120 150Z", "#d9a873") + path(
        "M120 138C110 132 104 122 107 116C110 112 116 116 120 122C124 116 130 112 133 116C136 122 130 132 120 138Z", "#fbefdc")


def glass(liquid, liquid_dark, top):
    return (shadow(78) + defs(radial("in", liquid, liquid_dark, .42, .38, .7)) + circle(C, C, 82, "#eaf1f3") + circle(C, C, 82, "none", ' stroke="#b9c9ce" stroke-width="2.4"')
            + circle(C, C, 74, "url(#in)") + circle(C, C, 74, "none", f' stroke="{top}" stroke-opacity=".5" stroke-width="3"') + path("M62 92A64 64 0 0 1 96 60", "none", "#fff", 5, ' opacity=".65"'))


def lemon_tea(rng):
    out = glass("#d98a3a", "#a9551a", "#f6c98a")
    for x, y, t in [(92, 132, 15), (150, 104, 50), (132, 158, 80)]:
        out += group(t, x, y, rect(-18, -18, 36, 36, 8, "#fff", 0, ' opacity=".34"') + path("M-12 -8L-12 8", "none", "#fff", 3, ' opacity=".6"'))
    for x, y, r in [(106, 92, 27), (144, 136, 25)]:
        out += circle(x, y, r, "#f2c230") + circle(x, y, r - 3.4, "#fff6d0") + "".join(
            path(f"M{n(x + 3 * math.cos(a))} {n(y + 3 * math.sin(a))}L{n(x + (r - 6) * math.cos(a - .3))} {n(y + (r - 6) * math.sin(a - .3))}A{r - 6} {r - 6} 0 0 1 {n(x + (r - 6) * math.cos(a + .3))} {n(y + (r - 6) * math.sin(a + .3))}Z", "#f9dc5c") for a in [math.pi / 4 * i for i in range(8)])
    return out + leaf(124, 68, 14, -20, "#6bb34e") + leaf(138, 76, 12, 30, "#7fc45d")


def soy_milk(rng):
    out = glass("#fffaf0", "#ecdcbe", "#fff")
    out += "".join(circle(x, y, rng.uniform(2, 5), "#fff", ' opacity=".8"') for x, y in inside(rng, 18, 60))
    out += path("M84 126C96 104 130 96 156 112", "none", "#e2cda4", 5, ' opacity=".6"') + path("M88 146C108 132 136 128 158 138", "none", "#e2cda4", 4, ' opacity=".5"')
    for x, y, t in [(42, 186, 20), (62, 200, 70), (38, 208, 130)]:
        out += ellipse(x, y, 11, 8.4, "#dcb56c", t) + ellipse(x - 2, y - 2.4, 4.4, 2.6, "#f3d99b", t)
    return out


def mango_pudding(rng):
    out = plate("#fff", "#ded9e6", "#fdfcff", "#eeeaf3") + circle(C, C + 5, 56, "#7a4b0a", ' opacity=".2"')
    petal = "".join(("M" if i == 0 else "L") + f"{n(C + (56 + 4 * math.cos(8 * 2 * math.pi * i / 96)) * math.cos(2 * math.pi * i / 96))} {n(C + (56 + 4 * math.cos(8 * 2 * math.pi * i / 96)) * math.sin(2 * math.pi * i / 96))}" for i in range(96)) + "Z"
    out += path(petal, "#f6a41c") + circle(C, C, 44, "#fbbd3d") + circle(108, 106, 26, "#fed57a", ' opacity=".7"')
    for x, y, t in [(114, 128, 10), (130, 116, 40), (128, 136, 70), (112, 110, 30)]:
        out += group(t, x, y, rect(-9, -9, 18, 18, 4, "#ffb21f") + rect(-9, -9, 18, 6, 3, "#ffd56b"))
    return out + leaf(138, 102, 13, -30) + leaf(148, 112, 11, 20) + path("M76 166C96 184 146 186 168 162", "none", "#fff", 6, ' opacity=".85"')


def egg_tart(rng):
    out = plate("#fdf7f2", "#dfcfc2", "#fffaf6", "#f1e6dc")
    for x, y, s in [(88, 98, 1), (154, 106, .96), (116, 158, 1)]:
        r = 38 * s
        edge = "".join(("M" if i == 0 else "L") + f"{n((r + 2.4 * math.cos(16 * 2 * math.pi * i / 128)) * math.cos(2 * math.pi * i / 128))} {n((r + 2.4 * math.cos(16 * 2 * math.pi * i / 128)) * math.sin(2 * math.pi * i / 128))}" for i in range(128)) + "Z"
        out += group(0, x, y, circle(0, 5, r + 1, "#5b3a14", ' opacity=".2"') + path(edge, "#dca04f") + circle(0, 0, r - 4, "#c98738") + circle(0, 0, r - 7.5, "#fbc83f")
                     + ellipse(-7, -8, 13, 8, "#ffe28a", -30, ' opacity=".8"') + "".join(ellipse(px, py, rng.uniform(3, 7), rng.uniform(2, 4), "#a85d17", rng.uniform(0, 180), ' opacity=".55"') for px, py in inside(rng, 5, r - 14, 4, 5)))
    return out


DISHES = {
    "beef-noodles": beef_noodles, "dandan": dandan, "chicken-rice": chicken_rice, "mapo-rice": mapo, "salmon-bowl": salmon_bowl,
    "salad": salad, "grain-bowl": grain_bowl, "xiaolongbao": xiaolongbao, "har-gow": har_gow, "spring-rolls": spring_rolls,
    "tomato-soup": tomato_egg_soup, "pumpkin-soup": pumpkin_soup, "latte": latte, "lemon-tea": lemon_tea, "soy-milk": soy_milk,
    "mango-pudding": mango_pudding, "egg-tart": egg_tart,
}


def draw(name):
    body = DISHES[name](random.Random(name))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -4 256 256" width="256" height="256">{body}</svg>\n'
