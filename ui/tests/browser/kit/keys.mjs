import assert from 'node:assert/strict';

/** Tab until what has the focus answers to this name; fails when the focus cannot be seen on the way. */
export async function tabTo(page, name, { back = false } = {}) {
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      const labels = element.labels ? [...element.labels].map((label) => label.textContent).join(' ') : '';
      return {
        name: (element.getAttribute('aria-label') ?? (labels || element.textContent || element.title)).trim(),
        seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        html: element.outerHTML.slice(0, 120),
      };
    });
    if (at === null) continue;
    assert.ok(at.seen, `focus can be seen on ${at.html}`);
    if (name.test(at.name)) return;
  }
  assert.fail(`Tab never came to ${name}`);
}
