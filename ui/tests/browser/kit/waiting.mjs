import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

/** Milliseconds that something in the page may take; long, because the machine may be busy. Nothing measures it. */
export const PATIENCE = 30_000;

/** Milliseconds between two looks. */
const PAUSE = 50;

/** Milliseconds without a request after which everything that a page wanted has come. */
const STILL = 500;

/** What a page has asked for and not got yet, and when that changed last. */
const traffic = new WeakMap();

/** Follows the requests of a page from its beginning, for `quiet`. */
export function follow(page) {
  const state = { open: new Set(), changed: performance.now() };
  const change = (what) => (request) => {
    state.open[what](request);
    state.changed = performance.now();
  };
  page.on('request', change('add'));
  page.on('requestfinished', change('delete'));
  page.on('requestfailed', change('delete'));
  traffic.set(page, state);
}

/**
 * Waits until a page asks for nothing any more. Playwright's own `networkidle` is about the loading of a document and
 * says nothing about what a click or a key has brought about since.
 */
export async function quiet(page, still = STILL) {
  const state = traffic.get(page);
  const end = performance.now() + PATIENCE;
  while (state.open.size > 0 || performance.now() - state.changed < still) {
    if (performance.now() > end) {
      assert.fail(`${page.url()} never came to rest; open: ${[...state.open].map((request) => request.url()).join(', ') || 'none'}`);
    }
    await sleep(PAUSE);
  }
}

/** Reads until the answer is the expected one; fails with the last answer. What was just done may take a moment to show. */
export async function soon(read, expected, what) {
  const end = performance.now() + PATIENCE;
  let found = await read();
  while (!isDeepStrictEqual(found, expected) && performance.now() < end) {
    await sleep(PAUSE);
    found = await read();
  }
  assert.deepEqual(found, expected, what);
}

/** Waits until there are so many of them. */
export function count(locator, expected) {
  return soon(() => locator.count(), expected, `how many there are of ${locator}`);
}

/** Waits until the keyboard is there: keys pressed earlier would go elsewhere. */
export function focused(locator) {
  return soon(() => locator.evaluate((element) => element === document.activeElement), true, `the keyboard is at ${locator}`);
}

/** Waits until an item of the grid has the keyboard, another one than `other`, and returns its id. */
export async function focusedItem(page, other = null) {
  const handle = await page.waitForFunction((not) => {
    const id = document.activeElement?.getAttribute('data-item') ?? null;
    return id !== null && id !== not && id;
  }, other);
  return handle.jsonValue();
}

/**
 * Presses Undo in the newest message. Messages go by themselves after some seconds; `held` before keeps them while
 * something else is looked at, as the pointer of a person would.
 */
export function undo(page) {
  return page.getByRole('button', { name: 'Undo' }).last().click();
}

/** Puts the pointer on a message, for which time stands still then. */
export function held(page, text) {
  return page.getByRole('region', { name: 'Messages' }).getByText(text).hover();
}
