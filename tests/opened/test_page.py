"""The report in a real browser: every control used, nothing complained of, nothing asked of the network."""

import os
import shutil
from pathlib import Path

import pytest

import chromium

# Set to a folder to keep the pictures that this test takes.
PICTURES = os.environ.get("FRAMESCOPE_PICTURES")

SIZES = {"phone": (390, 844), "laptop": (1366, 768)}

# Clicks every control in turn and says what did not do what it is for.
EVERY_CONTROL = """(() => {
  const faults = [], n = {};
  const all = (s) => Array.from(document.querySelectorAll(s));
  const count = (what) => { n[what] = (n[what] || 0) + 1; };
  const shown = (e) => { for (let b = e.parentElement; b; b = b.parentElement) if (b.tagName === "DETAILS" && !b.open) return false; return !e.closest("[hidden]"); };
  const click = (e) => e.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  for (const summary of all("summary")) {
    const before = summary.parentElement.open;
    summary.click(); count("summary");
    if (summary.parentElement.open === before) faults.push("does not fold: " + summary.textContent.slice(0, 60));
  }
  for (const button of all("th button")) {
    for (const time of [1, 2]) {
      button.click(); count("sort");
      if (!button.closest("th").getAttribute("aria-sort")) faults.push("does not sort: " + button.textContent);
    }
  }
  // A browser that is led to 200 places in ten seconds goes no further: of many links, evenly some are followed.
  const links = all("a[href^='#']"), step = Math.ceil(links.length / 150);
  for (const [i, link] of links.entries()) {
    const target = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!target) { faults.push("leads nowhere: " + link.outerHTML.slice(0, 120)); continue; }
    if (i % step) continue;
    for (let b = target.parentElement; b; b = b.parentElement) if (b.tagName === "DETAILS") b.open = false;
    click(link); count(link.closest("svg") ? "mark" : "link");
    dispatchEvent(new HashChangeEvent("hashchange"));
    if (!shown(target)) faults.push("leads to something folded: " + link.outerHTML.slice(0, 120));
  }
  for (const word of all(".word")) {
    click(word); count("word");
    if (document.getElementById("find").value !== word.dataset.term) faults.push("word is not looked for: " + word.dataset.term);
    if (!/[0-9]/.test(document.getElementById("found").textContent)) faults.push("word finds no answer: " + word.dataset.term);
    word.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })); count("key");
  }
  const find = document.getElementById("find"), voice = document.getElementById("voice");
  const type = (text) => { find.value = text; find.dispatchEvent(new Event("input", { bubbles: true })); };
  for (const text of ["terror", "القدس", "no such words anywhere", ""]) {
    type(text);
    for (const option of voice.options) {
      voice.value = option.value; voice.dispatchEvent(new Event("change", { bubbles: true })); count("filter");
      const visible = all("#passages blockquote").filter((q) => shown(q)).length;
      const said = parseInt(document.getElementById("found").textContent || visible);
      const all_open = all("#passages .group").every((g) => g.open);
      if (all_open && visible !== said) faults.push(`${text}/${option.value}: ${said} said, ${visible} shown`);
    }
  }
  const known = new Set([...all("summary"), ...all("th button"), ...all("a"), ...all(".word"), find, voice]);
  for (const e of all("button, input, select, textarea, summary, a, [tabindex], [role=button]")) {
    if (!known.has(e) && !e.matches("[tabindex='0']:not(button):not(a)")) faults.push("not tried: " + e.outerHTML.slice(0, 120));
  }
  for (const a of all("a:not([href^='#'])")) if (!/^https?:/.test(a.getAttribute("href"))) faults.push("odd link: " + a.outerHTML.slice(0, 120));
  return { faults: faults.slice(0, 20), n };
})()"""

WIDER_THAN_THE_WINDOW = """(() => {
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  if (wide <= 0) return [];
  const out = (e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.parentElement.closest(".scroll, svg, figure");
  return [wide + "px", ...Array.from(document.querySelectorAll("main *, header *")).filter(out).slice(0, 8).map((e) => e.outerHTML.slice(0, 120))];
})()"""


@pytest.fixture(scope="module")
def browser():
    if not chromium.PROGRAM:
        pytest.skip("Chromium is not installed: the report was not opened")
    browser = chromium.Browser()
    yield browser
    browser.close()


@pytest.fixture
def pictures(tmp_path, page) -> Path:
    """Where pictures go."""
    folder = Path(PICTURES) / page.parent.parent.name if PICTURES else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    if PICTURES:
        shutil.copy(page, folder)
    return folder


def test_every_control_does_what_it_is_for(browser, page):
    browser.open(page)
    done = browser.ask(EVERY_CONTROL)
    assert not done["faults"]
    assert not browser.complaints()
    assert {"summary", "sort", "link", "filter"} <= set(done["n"]), done["n"]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_window(browser, page, size, pictures):
    for dark in (False, True):
        browser.open(page, *SIZES[size], dark=dark)
        assert not browser.ask(WIDER_THAN_THE_WINDOW)
        browser.picture(pictures / f"{size}-{'dark' if dark else 'light'}.png")
    assert not browser.complaints()


def test_it_prints(browser, page, pictures):
    browser.open(page)
    assert browser.print(pictures / "print.pdf") > 10_000
    assert not browser.complaints()


def test_it_reads_without_scripts(browser, page):
    browser.tell("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(page)
    browser.tell("Emulation.setScriptExecutionDisabled", value=False)
    assert browser.ask("document.querySelectorAll('#passages blockquote').length") > 0
    assert browser.ask("document.querySelectorAll('th button').length") == 0
    assert not [c for c in browser.complaints() if "http" in c]
