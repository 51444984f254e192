"""A landscape with a compass letter at each edge: modes of <image> show by it what they cut off."""


def draw():
    edges = "".join(
        f'<text x="{x}" y="{y}" font-family="DejaVu Sans" font-weight="700" font-size="26" fill="#fff" text-anchor="middle">{letter}</text>'
        for letter, x, y in [("N", 200, 34), ("S", 200, 230), ("W", 24, 130), ("E", 376, 130)])
    return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 240" width="400" height="240"><defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1">'
            '<stop offset="0" stop-color="#4736c9"/><stop offset=".6" stop-color="#9d7bf0"/><stop offset="1" stop-color="#ffc79a"/></linearGradient></defs>'
            '<rect width="400" height="240" fill="url(#s)"/><circle cx="286" cy="92" r="34" fill="#ffe9c4"/>'
            '<path d="M0 190 80 110 150 175 215 95 300 185 350 140 400 180V240H0z" fill="#2a2370"/><path d="M0 215 90 170 180 215 260 180 400 222V240H0z" fill="#191548"/>'
            f'<circle cx="200" cy="120" r="46" fill="none" stroke="#fff" stroke-width="3" stroke-dasharray="8 8"/>{edges}</svg>\n')
