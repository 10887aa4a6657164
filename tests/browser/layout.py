"""Whether a page fits its screen, and whether what is to be pressed is large enough."""

from __future__ import annotations

from playwright.sync_api import Page

MANY = 4
"""What sticks out takes its children with it; a few of them say enough."""

NAME = """
const begin = (element) => element.textContent.trim().slice(0, 25).replace(/\\s+/g, ' ');
const name = (element) => `${element.tagName}.${element.className} “${begin(element)}”`;
const style = (element) => getComputedStyle(element);
"""

WIDE = f"""() => {{ {NAME}
  const limit = document.documentElement.clientWidth;
  const whole = document.documentElement.scrollWidth;
  const clips = (element) => element !== document.body && element !== document.documentElement
    && (style(element).overflowX !== 'visible' || clips(element.parentElement));
  const found = whole > limit ? [`the page: ${{whole}} > ${{limit}}`] : [];
  for (const element of document.querySelectorAll('body *')) {{
    const {{ left, right, width }} = element.getBoundingClientRect();
    if (!width || style(element).visibility === 'hidden' || element.matches('.unseen, .unseen *')) continue;
    const may = ['auto', 'scroll'].includes(style(element).overflowX);
    const scrolls = may && element.scrollWidth > element.clientWidth + 1;
    const outside = (right > limit + 1 || left < -1) && !clips(element.parentElement);
    if (scrolls) found.push(`${{name(element)}} scrolls sideways: ${{element.scrollWidth}} > ${{element.clientWidth}}`);
    if (outside) found.push(`${{name(element)}}: ${{left}} to ${{right}}`);
  }}
  return found;
}}"""

# A line that ends in an ellipsis, and a paragraph that is cut after some lines, are meant so.
TALL = f"""() => {{ {NAME}
  const meant = (element) => style(element).textOverflow === 'ellipsis' || style(element).webkitLineClamp !== 'none';
  return [...document.querySelectorAll('.stage.wall, .stage.wall *')].filter((element) => {{
    const {{ left, right, top, bottom, width, height }} = element.getBoundingClientRect();
    if (!width || !height || element.matches('.unseen, [hidden], [hidden] *')) return false;
    if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1) return true;
    if (meant(element) || !element.matches('.place, .place *')) return false;
    return element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
  }}).map(name);
}}"""


def too_wide(page: Page) -> list[str]:
    """What sticks out of the page sideways, or makes a part of it scroll sideways."""
    found: list[str] = page.evaluate(WIDE)
    return found[:MANY]


def off_the_wall(page: Page) -> list[str]:
    """What a projector does not show whole, since nobody can scroll there."""
    found: list[str] = page.evaluate(TALL)
    return found[:MANY]


def resize(page: Page, width: int, height: int) -> None:
    """Give the page another size, and wait until it is drawn."""
    page.set_viewport_size({"width": width, "height": height})
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until everything that was to be drawn is drawn and nothing moves any more, but no longer than a screen takes
    that moves all the time. The hand of a clock never stops, and moves nothing else.
    """
    page.evaluate("""async () => {
        const until = performance.now() + 5000
        const frame = () => new Promise(requestAnimationFrame)
        const late = () => new Promise((done) => setTimeout(done, until - performance.now()))
        const hand = (one) => one.transitionProperty === 'stroke-dasharray'
        const moves = () => document.getAnimations().filter((one) => one.effect.getTiming().iterations < 99 && !hand(one))
        for (let moving = null; (!moving || moving.length) && performance.now() < until; ) {
            await frame()
            await frame()
            moving = moves().filter((one) => one.playState === "running")  // what is drawn next may move as well
            await Promise.race([late(), Promise.allSettled(moving.map((one) => one.finished))])
        }
    }""")


def overhang(page: Page) -> int:
    """By how many pixels the page is wider than its screen; none if it is not."""
    found: int = page.evaluate("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)")
    return found
