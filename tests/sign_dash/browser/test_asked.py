"""Which steps of the store ask the components of the document."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.sign_dash.browser.reading import opened, rest

pytestmark = pytest.mark.browser

# How often the store asks its components after a step that shows nothing, and after one that does.
ASKED = """async () => {
  const root = document.getElementById("react-entry-point");
  let fiber = root[Object.keys(root).find((name) => name.startsWith("__reactContainer$"))].stateNode.current;
  while (!fiber.memoizedProps?.value?.subscription) fiber = fiber.child;
  const { store, subscription } = fiber.memoizedProps.value;
  let asked = 0;
  const stop = subscription.addNestedSub(() => { asked += 1; });
  store.dispatch({ type: "RESET_COMPONENT_STATE", payload: { itempath: ["props", "children", 0] } });
  const idle = asked;
  dash_clientside.set_props("announcement", { children: "said" });
  stop();
  return [idle, asked > idle];
}"""


def test_a_step_that_shows_nothing_asks_no_component(page: Page, address: str) -> None:
    opened(page, address)
    rest(page)
    assert page.evaluate(ASKED) == [0, True]
    expect(page.locator("#announcement")).to_have_text("said")
