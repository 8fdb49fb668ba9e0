import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { quiet } from './waiting.mjs';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Every rule that axe has, best practices included: none may be violated. What is looked at is the page with all that
 * belongs to it: a heading whose text is still on its way would count as an empty one.
 */
export async function accessible(page, where) {
  await quiet(page);
  await settled(page);
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((n) => `    ${n.html}\n      ${n.failureSummary}`).join('\n')}`);
  assert.equal(found.length, 0, `axe found on ${where}:\n${found.join('\n')}`);
}

/** Colours are only true once nothing fades any more. */
export async function settled(page) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((a) => a.effect?.getComputedTiming().iterations !== Infinity).map((a) => a.finished)));
}
