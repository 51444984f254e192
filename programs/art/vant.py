"""Vant's icon font as a sheet of the program's own. The library fetches it from a server, so that without the internet
each icon is an empty box; the same font is in the npm package @vant/icons (MIT), a development dependency of `borrow`."""
import re


def write(folder):
    package = folder / "node_modules" / "@vant" / "icons" / "src" / "encode-woff2.less"
    if not package.is_file():
        print(f"{folder.name}: no node_modules (scripts/programs makes them), the icon font stays as it is")
        return
    font = re.search(r"url\('data:font/woff2;charset=utf-8;base64,([A-Za-z0-9+/=]+)'\)", package.read_text()).group(1)
    (folder / "styles" / "icon-font.wxss").write_text(
        "/* Made by programs/art/make: the icons of Vant (npm @vant/icons, MIT), so that they show without the internet. */\n"
        f'@font-face {{ font-family: "borrow-icons"; font-weight: normal; font-style: normal; src: url("data:font/woff2;charset=utf-8;base64,{font}") format("woff2"); }}\n'
        'page { --van-icon-font-family: "borrow-icons"; }\n')
