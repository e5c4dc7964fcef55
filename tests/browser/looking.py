"""What the tests of quality do in a page: unfold everything, run axe-core, look for what is clipped, walk with Tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.test_roles import settle

# WCAG 2.2, levels A and AA, as axe-core names its rules.
STANDARD: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
_DEEPEST: Final = 4  # forms fold forms
_FOLDED: Final = """() => {
    const folded = [...document.querySelectorAll('details:not([open]) > summary')];
    folded.forEach(one => one.click());
    return folded.length;
}"""
_AXE: Final = """async options => (await axe.run(document, options)).violations.map(one => ({
    id: one.id, help: one.help, many: one.nodes.length,
    first: one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' | ' + node.failureSummary?.slice(0, 200)),
}))"""
_MOVING: Final = "() => document.getAnimations().filter(one => one.playState === 'running').length"
# What somebody can press or fill in and sees; `inert` and closed parts are out of it.
_CONTROLS: Final = """
    const shown = one => one.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const pressable = 'a[href], button, input, textarea, select, summary, [role=radio], [role=switch], [tabindex="0"]';
    const controls = [...document.querySelectorAll(pressable)]
        .filter(one => shown(one) && !one.disabled && !one.closest('[inert]'));
    const name = one => (one.getAttribute('aria-label') || one.innerText || one.placeholder || one.value
        || one.closest('label')?.innerText || one.outerHTML.slice(0, 90)).replace(/\\s+/g, ' ').trim().slice(0, 90);
"""
_CUT_OFF: Final = (
    "() => {"
    + _CONTROLS
    + """
    const found = [];
    const wide = document.documentElement.clientWidth;
    const hides = one => /hidden|clip/.test(getComputedStyle(one).overflowX + getComputedStyle(one).overflowY);
    const quiet = one => one.closest('svg, .js-plotly-plot, [aria-hidden=true], [data-testid=stDataFrame]');
    for (const box of [document.documentElement, document.querySelector('[data-testid=stMain]')])
        if (box && box.scrollWidth > box.clientWidth + 1)
            found.push(`scrolls sideways: ${box.scrollWidth} in ${box.clientWidth}`);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode, holder = text.parentElement;
        if (!text.data.trim() || !holder || /SCRIPT|STYLE/.test(holder.tagName)) continue;
        if (quiet(holder) || !shown(holder)) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const ink = range.getBoundingClientRect();
        if (ink.width < 2 || ink.height < 2) continue;
        let within = true;
        for (let box = holder; box && box !== document.body; box = box.parentElement) {
            const seen = box.getBoundingClientRect();
            if (seen.width <= 2 || seen.height <= 2) { within = false; break; }  // for screen readers only
            const way = getComputedStyle(box);
            if (/auto|scroll/.test(way.overflowX) && box.scrollWidth > box.clientWidth + 1) within = false;
            if (/auto|scroll/.test(way.overflowY + way.overflowX)) break;  // one can scroll to it
            if (!hides(box)) continue;
            if (ink.right > seen.right + 2 || ink.left < seen.left - 2
                    || ink.bottom > seen.bottom + 3 || ink.top < seen.top - 3) {
                found.push(`cut off: ${text.data.trim().slice(0, 60)} in ${box.className.toString().slice(0, 60)}`);
                break;
            }
        }
        if (within && (ink.right > wide + 1 || ink.left < -1))
            found.push(`outside the page: ${text.data.trim().slice(0, 60)}`);
    }
    // Words in a sentence that one can press may have lines that touch.
    const pressed = controls
        .filter(one => one.matches('a, button, summary') && getComputedStyle(one).display !== 'inline')
        .filter(one => !quiet(one) && !one.closest('.st-key-help-in-need'))
        .map(one => ({one, boxes: [...one.getClientRects()].filter(box => box.width > 2 && box.height > 2)}));
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
    pressed.forEach((a, at) => pressed.slice(at + 1).forEach(b => {
        if (a.one.contains(b.one) || b.one.contains(a.one)) return;
        if (a.boxes.some(one => b.boxes.some(two => meet(one, two))))
            found.push(`lies over: ${name(a.one)} / ${name(b.one)}`);
    }));
    return [...new Set(found)];
}"""
)
# A place before everything else: the walk begins there wherever the last click was.
_START: Final = """() => {
    document.querySelector('#before-everything')?.remove();
    const start = document.createElement('span');
    start.id = 'before-everything';
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    window.met = [];
}"""
_END: Final = "() => document.querySelector('#before-everything')?.remove()"
# One step: what has the focus now, how it shows that, and whether anything of it can be seen.
_STEP: Final = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const again = window.met.includes(one);
    window.met.push(one);
    const way = box => getComputedStyle(box);
    const rounds = box => way(box).outlineStyle !== 'none' && parseFloat(way(box).outlineWidth) > 0;
    const glows = box => way(box).boxShadow !== 'none';
    let rings = glows(one);
    for (let box = one, up = 0; box && up < 6 && !rings; box = box.parentElement, up++)
        rings = rounds(box) || (up > 0 && up < 4 && box.matches(':focus-within') && glows(box));
    let box = one.getBoundingClientRect();
    if (box.width < 3 || box.height < 3) box = (one.closest('label') || one.parentElement).getBoundingClientRect();
    const at = [[.5, .5], [.1, .5], [.9, .5], [.5, .15], [.5, .85]].map(([x, y]) => document.elementFromPoint(
        box.left + x * box.width, box.top + y * box.height));
    const owner = one.closest('label') || one;
    const inSight = at.some(hit => hit && (owner.contains(hit) || hit.contains(owner) && hit.tagName !== 'HTML'));
    const order = window.met.length < 2 ? 0
        : window.met[window.met.length - 2].compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING;
    const said = one.getAttribute('aria-label') || one.innerText || one.closest('label')?.innerText || one.outerHTML;
    const name = said.slice(0, 300).replace(/\\s+/g, ' ').trim().slice(0, 90);
    return {again, rings, inSight, backwards: !!order && !again, name};
}"""
# What Tab should have met: one of each group of radio buttons, and every other control by itself.
_LEFT_OUT: Final = (
    "() => {"
    + _CONTROLS
    + """
    const met = window.met;
    return controls.filter(one => {
        if (one.closest('.js-plotly-plot')) return false;
        if (one.getAttribute('tabindex') === '-1' && one.closest('[role=combobox], [role=group]')) return false;
        const group = one.closest('[role=radiogroup], [role=group], [role=toolbar]');
        if (one.matches('[role=radio], input[type=radio], [tabindex="-1"]') && group)
            return !met.some(other => group.contains(other));
        return !met.includes(one) && !met.some(other => one.contains(other) || other.contains(one));
    }).map(name);
}"""
)


@dataclass(frozen=True, slots=True)
class Walk:
    """What Tab went through: the names in its order, and what was wrong on the way."""

    names: list[str]
    wrong: list[str]


def stands(page: Page) -> None:
    """Wait until the run has finished and nothing moves: a colour on its way has no contrast of its own."""
    settle(page)
    for _ in range(40):
        if page.evaluate(_MOVING) == 0:
            return
        page.wait_for_timeout(50)


def unfold(page: Page) -> None:
    """Open everything that is folded away, and what is folded in it."""
    for _ in range(_DEEPEST):
        if page.evaluate(_FOLDED) == 0:
            break
        page.wait_for_timeout(150)
        stands(page)


def violations(page: Page) -> list[str]:
    """What axe-core holds against the page as it stands: rule, how often, the first places."""
    if not page.evaluate("() => !!window.axe"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": {"type": "tag", "values": STANDARD}, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate(_AXE, options)
    return [f"{one['id']} ({one['many']}): {one['help']}: {'; '.join(one['first'])}" for one in found]


def cut_off(page: Page) -> list[str]:
    """What is wider than the page, cut off by its box, or lies over something else that one can press."""
    return list(page.evaluate(_CUT_OFF))


def walk(page: Page, most: int = 400) -> Walk:
    """Go through the page with Tab, from the top until the focus leaves it or comes round."""
    page.evaluate(_START)
    names, wrong = list[str](), list[str]()
    for _ in range(most):
        page.keyboard.press("Tab")
        step = page.evaluate(_STEP)
        if step is None or step["again"]:
            break
        names.append(step["name"])
        for what, bad in (
            ("no ring", not step["rings"]), ("out of sight", not step["inSight"]), ("backwards", step["backwards"]),
        ):  # fmt: skip
            if bad:
                wrong.append(f"{what}: {step['name']}")
    else:
        wrong.append("Tab never came to an end")
    wrong += [f"not reached: {name}" for name in page.evaluate(_LEFT_OUT)]
    page.evaluate(_END)
    return Walk(names, wrong)
