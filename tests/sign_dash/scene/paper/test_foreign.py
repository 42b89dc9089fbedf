"""Drawings of strangers: whatever is more than a drawing, or grows while it is drawn, is refused by name."""

from __future__ import annotations

import base64
import struct
import time
import zlib

import pytest

from sign_dash.scene.paper.foreign import DEEPEST, MOST_PARTS, PNG, drawn_size, require_drawing

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, attributes: str = 'viewBox="0 0 40 20"', before: str = "") -> str:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {XLINK} {attributes}>{inside}</svg>'


def bitmap(width: int, height: int) -> str:
    """The address of a PNG that says it is as large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    content = PNG + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
USES = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
NESTED = "".join(f'<pattern id="p{n}"><rect fill="url(#p{n - 1})"/></pattern>' for n in range(1, 9))
HOSTILE = {
    "script": svg("<script>alert(1)</script>"),
    "script elsewhere": svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'),
    "onload": svg("", 'onload="alert(1)"'),
    "onclick": svg('<rect onclick="alert(1)"/>'),
    "link": svg('<a xlink:href="javascript:alert(1)"><rect/></a>'),
    "foreignObject": svg('<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
    "animation": svg('<set attributeName="href" to="javascript:alert(1)"/>'),
    "filter": svg('<filter id="f"><feImage xlink:href="https://elsewhere.example/"/></filter>'),
    "style": svg("<style>@import url(https://elsewhere.example/)</style>"),
    "stylesheet": svg("", before='<?xml-stylesheet href="https://elsewhere.example/"?>'),
    "picture of the web": svg('<image xlink:href="https://elsewhere.example/a.png"/>'),
    "picture of the disk": svg('<image href="../../secret.png"/>'),
    "drawing within": svg('<image href="data:image/svg+xml;base64,AAAA"/>'),
    "fill of the web": svg('<rect fill="url(https://elsewhere.example/#a)"/>'),
    "fill of the web, blank": svg('<rect style="fill: URL( &quot;//elsewhere.example/#a&quot;)"/>'),
    "fill of the web, escaped": svg('<rect style="fill: u\\72l(//elsewhere.example/#a)"/>'),
    "second of two": svg('<rect fill="url(#a)" style="mask: url(#a), url(b)"/>'),
    "use": svg(f'<defs><g id="a0"/>{USES}</defs><use href="#a8"/>'),
    "patterns of patterns": svg(f"{NESTED}<rect fill='url(#p8)'/>"),
    "a large clip, often": svg('<clipPath id="c"><path d="' + "0 0 " * 30_000 + '"/></clipPath>'
                               + '<rect clip-path="url(#c)"/>' * 1_000),
    "entities": svg("<text>&b;</text>", before=BOMB),
    "a file as entity": svg("<text>&a;</text>", before=FILE),
    "UTF-7": svg("+ADw-script/+AD4-", before='<?xml version="1.0" encoding="UTF-7"?>'),
    "parts": svg("<g/>" * MOST_PARTS),
    "depth": svg("<g>" * DEEPEST + "</g>" * DEEPEST),
    "depth without end": svg("<g>" * 200_000),
    "pixels": svg(f'<image href="{bitmap(60_000, 60_000)}"/>'),
    "pixels together": svg(f'<image href="{bitmap(9_000, 9_000)}"/>' * 2),
    "no bitmap": svg('<image href="data:image/png;base64,AAAA"/>'),
    "as wide as can be": svg("", 'width="1e400" height="1"'),
    "a million million wide": svg("", 'viewBox="0 0 1000000000000 1"'),
    "no width": svg("", 'viewBox="0 0 0 10"'),
    "width that is none": svg("", 'viewBox="0 0 nan 1"'),
    "width of three": svg("", 'viewBox="0 0 1"'),
    "html": '<html xmlns="http://www.w3.org/1999/xhtml"/>',
    "half a letter": svg("<text>\ud800</text>"),
    "cut off": svg("<g>")[:-6],
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_more_than_a_drawing_is_refused_at_once(name: str) -> None:
    begun = time.process_time()
    with pytest.raises(ValueError, match=r"picture|surrogates"):
        require_drawing(HOSTILE[name])
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("inside", [
    '<defs><clipPath id="c"><rect width="4" height="4"/></clipPath></defs><g clip-path="url(#c)"><path d="M0 0"/></g>',
    '<pattern id="p"><path style="stroke: red"/></pattern><rect style=\'fill: url("#p")\'/>',
    f'<image xlink:href="{bitmap(1890, 890)}" preserveAspectRatio="none"/>',
    '<g data-regulator="url(x" data-target="a\\b"><title>script onload</title></g><text>&lt;script&gt;</text>',
])  # fmt: skip
def test_what_figures_have_is_let_in(inside: str) -> None:
    require_drawing(svg(inside, before='<?xml version="1.0" encoding="UTF-8"?>\n'))


@pytest.mark.parametrize(("attributes", "size"), [
    ({"viewBox": "0 0 400 200", "width": "3mm"}, (400, 200)),
    ({"width": "30.5px", "height": "20"}, (30.5, 20)), ({}, (1, 1)),
])  # fmt: skip
def test_the_size_of_a_drawing(attributes: dict[str, str], size: tuple[float, float]) -> None:
    assert drawn_size(attributes) == size
