"""The report in a real browser: open, filter, follow evidence, scroll together, print; nothing leaves the page, nothing complains."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import policytext as pt

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="Debian's chromium and chromium-driver are not installed (.ci/run installs them)")
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--window-size=1280,900",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = str(BROWSER)
    for flag in (*QUIET, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Any:
    path = tmp_path / "报告.html"
    pt.report(pt.specimen("lanshui-edu-2020"), pt.specimen("lanshui-edu-2021"), path)
    browser.get_log("performance")
    browser.get(path.as_uri())
    yield browser
    assert browser.get_log("browser") == []
    asked = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    assert {x["params"]["request"]["url"] for x in asked if x["method"] == "Network.requestWillBeSent"} <= {path.as_uri()}


def test_filters(opened: Any) -> None:
    box = opened.find_element("css selector", "[data-filters=t-targets]")
    box.find_element("tag name", "input").send_keys("学位")
    rows = opened.find_elements("css selector", "#t-targets tbody tr:not([hidden])")
    assert rows and all("学位" in row.text for row in rows)
    assert box.find_element("tag name", "output").text.startswith(f"{len(rows)} / ")
    opened.find_element("css selector", "[data-filters=t-items] option[value=added]").click()
    assert {row.get_attribute("data-status") for row in opened.find_elements("css selector", "#t-items tbody tr:not([hidden])")} == {"added"}


def test_a_number_opens_its_evidence(opened: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    number = opened.find_element("css selector", "#t-targets tbody a.m-target")
    number.send_keys(Keys.ENTER)
    panel = opened.find_element("id", "evidence")
    assert panel.is_displayed() and f"【{number.text}】" in panel.text and "规则 quantity" in panel.text
    mark = opened.find_element("id", number.get_attribute("data-at"))
    assert opened.execute_script("const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight", mark)
    opened.find_element("link text", "在源文中看").click()
    source = opened.find_element("id", number.get_attribute("data-source"))
    assert source.is_displayed() and number.text in source.text
    opened.find_element("tag name", "body").send_keys(Keys.ESCAPE)
    assert not panel.is_displayed()


def test_the_texts_scroll_together(opened: Any) -> None:
    first, second = opened.find_elements("css selector", ".pane")
    opened.execute_script("document.getElementById('texts').scrollIntoView(); arguments[0].scrollTop = 900", first)
    opened.execute_async_script("setTimeout(arguments[0], 400)")
    assert opened.execute_script("return arguments[0].scrollTop", second) > 500


def test_a_narrow_screen_needs_no_scrolling_sideways(opened: Any) -> None:
    opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})
    try:
        assert opened.execute_script("return document.documentElement.scrollWidth") <= 390
    finally:
        opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_it_prints(opened: Any) -> None:
    printed = base64.b64decode(opened.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert printed.startswith(b"%PDF") and len(printed) > 50_000


def test_it_opens_at_once(opened: Any) -> None:
    """Loaded within a second here; the bound is wide for busy machines."""
    timing = opened.execute_script("const t = performance.getEntriesByType('navigation')[0]; return t.loadEventEnd - t.startTime")
    assert timing < 3000
