"""A story of two slides, the first with two pictures."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from sign_dash.pages.story.slides import Slide, SlidePicture, Story

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" viewBox="0 0 400 200">'
    '<rect x="10" y="10" width="380" height="180" fill="#0072B2"/><text x="30" y="100">{text}</text></svg>'
)


def picture(text: str) -> SlidePicture:
    painted = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(painted, "PNG")
    return SlidePicture(
        f"Network of {text}", SVG.format(text=text), base64.b64encode(painted.getvalue()).decode(), "Shown: 3."
    )


@pytest.fixture
def story() -> Story:
    first = Slide(
        "CDH1 falls <along> EMT", "Say: “slowly”.", "explore?sample=A&genes=CDH1", (picture("A"), picture("B"))
    )
    second = Slide("Component 1 & ZEB1", "", "components", (picture("C"),))
    return Story("A study", True, (first, second))
