"""Line icons, 24 x 24, round caps. Used as CSS masks, so that one drawing takes
any colour in light and in dark (an <image> cannot)."""
import base64

LINE = {
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>',
    "scan": '<path d="M4 8.5V6a2 2 0 0 1 2-2h2.5M15.5 4H18a2 2 0 0 1 2 2v2.5M20 15.5V18a2 2 0 0 1-2 2h-2.5M8.5 20H6a2 2 0 0 1-2-2v-2.5M4 12h16"/>',
    "gear": '<circle cx="12" cy="12" r="3"/><path d="M12 3v2.2M12 18.8V21M3 12h2.2M18.8 12H21M5.6 5.6l1.6 1.6M16.8 16.8l1.6 1.6M5.6 18.4l1.6-1.6M16.8 7.2l1.6-1.6"/><circle cx="12" cy="12" r="6.6"/>',
    "star": '<path d="M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.6-5.1-2.7-5.1 2.7 1-5.6-4.1-4 5.7-.8z"/>',
    "close": '<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>',
    "chevron": '<path d="M9.5 5.5L16 12l-6.5 6.5"/>',
    "chevron-down": '<path d="M5.5 9.5L12 16l6.5-6.5"/>',
    "trash": '<path d="M4.5 6.5h15M9.5 6.5V4.8c0-.5.4-.8.8-.8h3.4c.4 0 .8.3.8.8v1.7M6.5 6.5l.8 12.2c0 .7.6 1.3 1.3 1.3h6.8c.7 0 1.3-.6 1.3-1.3l.8-12.2M10.2 10.5v5.5M13.8 10.5v5.5"/>',
    "globe": '<circle cx="12" cy="12" r="8.2"/><path d="M3.8 12h16.4M12 3.8c5 5 5 11.4 0 16.4M12 3.8c-5 5-5 11.4 0 16.4"/>',
    "moon": '<path d="M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z"/>',
    "shield": '<path d="M12 3.5l7 2.6v5.4c0 4.3-2.9 7.5-7 9-4.1-1.5-7-4.7-7-9V6.100z"/><path d="M9 12l2.2 2.2L15.2 10"/>',
    "offline": '<path d="M4 4l16 16M8 18.500h9.200M19.700 16.400A3.900 3.900 0 0 0 17.500 10.700 6 6 0 0 0 10.200 6.600M7.700 8.300a6 6 0 0 0-1.300 3 3.700 3.700 0 0 0 .4 7.200"/>',
    "clock": '<circle cx="12" cy="12" r="8.2"/><path d="M12 7.300V12l3.200 2"/>',
    "plus": '<path d="M12 5.500v13M5.500 12h13"/>',
    "minus": '<path d="M5.500 12h13"/>',
    "check": '<path d="M5 12.500l4.700 4.700L19 7.500"/>',
    "box": '<path d="M12 3.500l7.500 4.200v8.600L12 20.500l-7.500-4.200V7.700zM4.700 7.800L12 12l7.300-4.200M12 12v8.300"/>',
    "info": '<circle cx="12" cy="12" r="8.200"/><path d="M12 11.200v5"/><path d="M12 7.900v.1"/>',
    "bowl": '<path d="M3.500 11.500h17c0 4.200-2.700 7.300-5.500 8.200H9c-2.800-.9-5.500-4-5.500-8.200zM8.500 8.500c0-1.500 1-1.700 1-3.200M12 8.500c0-1.800 1-2 1-3.800M15.500 8.500c0-1.500 1-1.700 1-3.200"/>',
    "receipt": '<path d="M6 3.800h12v16.400l-2-1.400-2 1.400-2-1.400-2 1.400-2-1.400-2 1.400zM9 8.500h6M9 12.500h6"/>',
    "person": '<circle cx="12" cy="8.200" r="4"/><path d="M4.500 20c.7-4 3.700-6 7.500-6s6.800 2 7.500 6"/>',
    "pin": '<path d="M12 20.800c4.300-4.400 6.500-7.700 6.500-10.600a6.500 6.500 0 0 0-13 0c0 2.900 2.200 6.200 6.500 10.600z"/><circle cx="12" cy="10.200" r="2.300"/>',
    "leaf": '<path d="M5 19C4 10 9 4.500 19.500 4.500 19.500 15 14 20 7.500 17.500M5 20c1.500-4.500 4.500-7.500 8.500-9"/>',
    "flame": '<path d="M12 3.500c.6 3.600 5.800 5.600 5.800 10.700a5.800 5.800 0 0 1-11.600 0c0-2.400 1.200-3.800 2.200-5 .3 1.500 1 2.400 2 2.800-.5-3.300.2-6.300 1.600-8.500z"/>',
    "share": '<path d="M12 14.500V4M8 7.500L12 3.700l4 3.800M6.500 11H5.500v9h13v-9h-1"/>',
    "bag": '<path d="M5.500 8h13l1 12h-15zM8.800 8V7a3.200 3.200 0 0 1 6.400 0v1"/>',
    "note": '<path d="M5 19l.7-3.600L16 5.100c.7-.7 1.800-.7 2.500 0l.4.400c.7.7.7 1.800 0 2.500L8.600 18.300z"/><path d="M14.200 7l2.800 2.800"/>',
    "phone": '<path d="M5 4.500h3.500l1.500 4-2 1.500c1 2.500 3.500 5 6 6l1.500-2 4 1.500V19c0 .8-.7 1.500-1.500 1.500C10.500 20.500 3.500 13.500 3.500 6c0-.8.7-1.500 1.500-1.500z"/>',
    "card": '<rect x="3.500" y="5.500" width="17" height="13" rx="2.500"/><path d="M3.500 10h17M7 14.800h3.500"/>',
    "copy": '<rect x="8.500" y="8.500" width="11.500" height="11.500" rx="2.500"/><path d="M15.500 5.800A2 2 0 0 0 13.600 4H6a2 2 0 0 0-2 2v7.600a2 2 0 0 0 1.800 1.900"/>',
    "refresh": '<path d="M19.500 12a7.500 7.500 0 1 1-2.300-5.400M19.500 4.500v3.800h-3.800"/>',
    "seat": '<path d="M6 11V6.500A2.500 2.500 0 0 1 8.500 4h7A2.500 2.500 0 0 1 18 6.500V11M4 11.500a2 2 0 0 1 4 0V15h8v-3.500a2 2 0 0 1 4 0V17a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM7 19v1.500M17 19v1.500"/>',
    "gift": '<path d="M4.500 11.500h15v8.500h-15zM3.500 7.800h17v3.700h-17zM12 7.800V20M12 7.800C9 7.800 7 6.800 7 5.300S10.500 3 12 7.800c1.500-4.800 5-4 5-2.500s-2 2.500-5 2.500z"/>',
    "grid": '<rect x="4" y="4" width="6.5" height="6.5" rx="1.8"/><rect x="13.500" y="4" width="6.5" height="6.5" rx="1.8"/><rect x="4" y="13.500" width="6.5" height="6.5" rx="1.8"/><rect x="13.500" y="13.500" width="6.5" height="6.5" rx="1.8"/>',
    "bolt": '<path d="M13 3.500L5.500 13.500H11.500L10.500 20.500 18.500 10.500H12.500z"/>',
    "layers": '<path d="M12 4l8.500 4.500L12 13 3.500 8.500zM4 12.500l8 4.300 8-4.300M4 16.300l8 4.300 8-4.300"/>',
    "letter": '<path d="M5.500 7.500v-2h13v2M12 5.500v13M9.500 18.500h5"/>',
    "form": '<rect x="4" y="5" width="16" height="5.500" rx="2"/><rect x="4" y="13.500" width="9" height="5.500" rx="2"/><path d="M16 16.200l1.500 1.500 2.700-3"/>',
    "compass": '<circle cx="12" cy="12" r="8.200"/><path d="M15.300 8.700l-2 4.600-4.600 2 2-4.600z"/>',
    "picture": '<rect x="3.800" y="5" width="16.400" height="14" rx="2.500"/><circle cx="8.800" cy="9.800" r="1.500"/><path d="M4.500 17l4.700-4 3.300 2.700 3-2.700 4 3.500"/>',
    "brush": '<path d="M19.500 4.500c-4 1-8 4.500-9.500 8l2 2c3.500-1.500 7-5.500 8-9.500zM9.500 13c-2.500 0-3 1.500-3.300 3.300-.2 1.200-1 2-2.200 2.200 2.500 1.500 7 1 7.500-3.500"/>',
    "window": '<rect x="3.800" y="4.800" width="16.400" height="14.400" rx="2.500"/><path d="M4 9h16M6.800 7h.1M9.300 7h.1"/>',
    "play": '<path d="M8 5.500v13l10.500-6.500z"/>',
    "cycle": '<path d="M4.500 12a7.500 7.500 0 0 1 13-5.100M19.500 12a7.500 7.500 0 0 1-13 5.100M17.800 3.700v3.500h-3.500M6.200 20.300v-3.500h3.500"/>',
    "gauge": '<path d="M5.500 18.500a8.500 8.500 0 1 1 13 0M12 14l3.500-4.500"/><circle cx="12" cy="14" r="1.300"/>',
    "code": '<path d="M8.500 7L4 12l4.500 5M15.500 7l4.500 5-4.500 5M13.300 5l-2.600 14"/>',
    "puzzle": '<path d="M10 5.800a2 2 0 0 1 4 0V7.500h3.500a1 1 0 0 1 1 1V12h-1.700a2 2 0 0 0 0 4h1.700v2.500a1 1 0 0 1-1 1H14v-1.700a2 2 0 0 0-4 0v1.700H6.500a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1H10z"/>',
    "film": '<rect x="4" y="4.500" width="16" height="15" rx="2.500"/><path d="M8.500 4.500v15M15.500 4.500v15M4 9.500h4.500M4 14.500h4.500M15.500 9.500H20M15.500 14.500H20M8.500 12h7"/>',
}
FILLED = {
    "star-fill": LINE["star"],
    "close-fill": '<path fill-rule="evenodd" stroke="none" d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.300 9.500l1.200-1.200L12 10.800l2.500-2.500 1.200 1.200-2.500 2.500 2.500 2.500-1.200 1.200-2.500-2.500-2.500 2.500-1.200-1.200 2.500-2.500z"/>',
}


def svg(name, colour="#000", width=1.7):
    if name in FILLED:
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="{colour}" stroke="{colour}" stroke-width="{width}" '
                f'stroke-linejoin="round">{FILLED[name]}</svg>')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{colour}" stroke-width="{width}" '
            f'stroke-linecap="round" stroke-linejoin="round">{LINE[name]}</svg>')


def wxss(names):
    """A sheet of masks: <view class="icon icon-search"/>, coloured by `color`, sized by font-size."""
    out = ["/* Made by programs/art/make: icons as masks, coloured by `color`, sized by `font-size`. */",
           ".icon { display: inline-block; width: 1em; height: 1em; flex: none; vertical-align: -0.14em; background-color: currentColor; -webkit-mask-repeat: no-repeat; mask-repeat: no-repeat; -webkit-mask-position: center; mask-position: center; -webkit-mask-size: 100% 100%; mask-size: 100% 100%; }"]
    for name in names:
        data = base64.b64encode(svg(name).encode()).decode()
        url = f'url("data:image/svg+xml;base64,{data}")'
        out.append(f".icon-{name} {{ -webkit-mask-image: {url}; mask-image: {url}; }}")
    return "\n".join(out) + "\n"
