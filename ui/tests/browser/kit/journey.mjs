import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { ARGUMENTS, findChromium, reasonToSkip } from './chromium.mjs';
import { ADMIN, Library } from './library.mjs';
import { SHOTS } from './shots.mjs';
import { follow, PATIENCE } from './waiting.mjs';

/** Milliseconds that the browser may take to start. */
const START = 120_000;

/** What a browser says to itself when a request is refused or lost, which the journeys provoke on purpose. */
const EXPECTED = /^Failed to load resource: /;

/**
 * A server and a browser for the journeys of one file. Each journey gets a fresh browser profile per `open`, and
 * fails when the page threw, wrote an error or broke its content security policy.
 */
export function stage({ setUp = true } = {}) {
  const skip = reasonToSkip() ?? false;
  const scene = {};

  before(async () => {
    if (skip) return;
    scene.library = await Library.start();
    if (setUp) await scene.library.setUp();
    scene.browser = await chromium.launch({ executablePath: findChromium(), args: ARGUMENTS, timeout: START });
  });

  after(async () => {
    await scene.browser?.close();
    await scene.library?.stop();
  });

  /** @param {string} name what the person does */
  function journey(name, walk) {
    test(name, { skip }, async (t) => {
      forget(name);
      const complaints = [];
      const contexts = [];
      const open = async (options = {}) => {
        const { page, context } = await newPage(scene, complaints, options);
        contexts.push(context);
        return page;
      };
      try {
        await walk({ library: scene.library, open, t });
        assert.deepEqual(complaints, [], 'the pages complained');
      } catch (error) {
        await picture(contexts, name);
        if (complaints.length > 0) t.diagnostic(`the pages complained: ${complaints.join('\n')}`);
        throw error;
      } finally {
        for (const context of contexts) await context.close();
      }
    });
  }

  return { journey };
}

function failed(name) {
  return `failed-${name.replace(/\W+/g, '-').slice(0, 60)}`;
}

/** Pictures of an earlier run would only mislead. */
function forget(name) {
  if (!existsSync(SHOTS)) return;
  for (const file of readdirSync(SHOTS)) if (file.startsWith(failed(name))) rmSync(join(SHOTS, file));
}

/** What the person would have seen when it went wrong. */
async function picture(contexts, name) {
  mkdirSync(SHOTS, { recursive: true });
  for (const [n, context] of contexts.entries()) {
    for (const page of context.pages()) {
      await page.screenshot({ path: join(SHOTS, `${failed(name)}-${n}.png`) }).catch(() => {});
    }
  }
}

async function newPage(scene, complaints, { as = null, at = '/', width = 1280, height = 800, dark = false, locale = 'en-GB', touch = false }) {
  const context = await scene.browser.newContext({
    baseURL: scene.library.url,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale,
    hasTouch: touch,
    isMobile: touch,
    reducedMotion: 'reduce',
    timezoneId: 'America/Sao_Paulo',
  });
  context.setDefaultTimeout(PATIENCE);
  if (as !== null) await signIn(context, as === 'admin' ? ADMIN : as);
  const page = await context.newPage();
  follow(page);
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
  });
  await page.goto(at);
  return { page, context };
}

/** Signs in without the page; the cookie is the browser's from then on. */
async function signIn(context, { login, password }) {
  const response = await context.request.post('/api/v1/session', { data: { login, password } });
  assert.equal(response.status(), 200, `sign-in as ${login}: ${await response.text()}`);
}
