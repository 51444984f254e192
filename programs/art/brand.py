"""Program icons: 192 x 192, a full-bleed square (the host rounds the corners)."""


def frame(top, bottom, body):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 192 192" width="192" height="192"><defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1">'
            f'<stop offset="0" stop-color="{top}"/><stop offset="1" stop-color="{bottom}"/></linearGradient></defs><rect width="192" height="192" fill="url(#g)"/>{body}</svg>\n')


TIFFIN = ('<path d="M64 66V58a32 32 0 0 1 64 0v8" fill="none" stroke="{c}" stroke-width="9" stroke-linecap="round"/>'
          '<rect x="44" y="62" width="104" height="24" rx="12" fill="{c}"/>'
          '<rect x="48" y="92" width="96" height="26" rx="8" fill="{c}" fill-opacity=".88"/>'
          '<path d="M48 124h96v14a22 22 0 0 1-22 22H70a22 22 0 0 1-22-22z" fill="{c}" fill-opacity=".72"/>')

ICONS = {
    "home": frame("#ee7d3b", "#c53d0c", TIFFIN.replace("{c}", "#fff")),
    "canteen": frame("#2f9e75", "#11694d",
                     '<g fill="none" stroke="#fff" stroke-width="8" stroke-linecap="round"><path d="M74 74c0-12 8-13 8-25M96 72c0-14 8-15 8-29M118 74c0-12 8-13 8-25" stroke-opacity=".85"/></g>'
                     '<path d="M36 90h120c0 32-17 54-38 62H74c-21-8-38-30-38-62z" fill="#fff"/><path d="M58 104c2 16 9 27 18 34" fill="none" stroke="#2f9e75" stroke-width="7" stroke-linecap="round"/>'),
    "gallery": frame("#7f6bff", "#4736c9",
                     '<g fill="#fff"><rect x="42" y="42" width="48" height="48" rx="12"/><rect x="102" y="42" width="48" height="48" rx="24" fill-opacity=".75"/>'
                     '<rect x="42" y="102" width="48" height="48" rx="12" fill-opacity=".75"/><path d="M126 100l28 50H98z" stroke="#fff" stroke-width="4" stroke-linejoin="round"/></g>'),
    "films": frame("#31344a", "#12131f",
                   '<path d="M36 66h120v20a12 12 0 0 0 0 24v20H36v-20a12 12 0 0 0 0-24z" fill="#f6c453" stroke="#f6c453" stroke-width="6" stroke-linejoin="round"/>'
                   '<path d="M84 80l28 18-28 18z" fill="#22243a" stroke="#22243a" stroke-width="5" stroke-linejoin="round"/><path d="M130 70v56" stroke="#22243a" stroke-width="4" stroke-dasharray="5 8" stroke-linecap="round"/>'),
    "lantern": frame("#d6322d", "#8d0f1e",
                     '<path d="M96 26v18M96 148v12M84 162h24M88 162v14M104 162v14" stroke="#ffd479" stroke-width="6" stroke-linecap="round"/>'
                     '<ellipse cx="96" cy="96" rx="56" ry="46" fill="#ffb443"/><ellipse cx="96" cy="96" rx="34" ry="46" fill="none" stroke="#e0561f" stroke-width="5"/>'
                     '<ellipse cx="96" cy="96" rx="12" ry="46" fill="none" stroke="#e0561f" stroke-width="5"/><rect x="70" y="42" width="52" height="12" rx="6" fill="#ffd479"/><rect x="70" y="138" width="52" height="12" rx="6" fill="#ffd479"/>'),
    "borrow": frame("#1e93b4", "#0b5f7d",
                    '<path d="M66 74V62a30 30 0 0 1 60 0v12" fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round"/><path d="M40 72h112l8 82a10 10 0 0 1-10 11H42a10 10 0 0 1-10-11z" fill="#fff"/>'
                    '<path d="M70 112h44a18 18 0 0 1 0 36H88" fill="none" stroke="#0f7494" stroke-width="10" stroke-linecap="round" stroke-linejoin="round"/><path d="M84 96l-16 16 16 16" fill="none" stroke="#0f7494" stroke-width="10" stroke-linecap="round" stroke-linejoin="round"/>'),
}
