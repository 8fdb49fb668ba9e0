import assert from 'node:assert/strict';
import { pdf, png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';

const { journey } = stage();

/** From before the first script of a page on; a worker reports to the page that began it. */
async function watch(page) {
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (e) => window.violations.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sample}`));
  });
}

const violations = (page) => page.evaluate(() => window.violations);

journey('gallery, lightbox, reader and dialogs work under a policy without exceptions', async ({ library, open }) => {
  const { id } = await library.collection('Strict');
  const picture = await library.upload(id, 'one.png', png(7), 'image/png');
  const paper = await library.upload(id, 'two.pdf', pdf(['A page under policy', 'And another']), 'application/pdf');
  await library.ready(picture.id);
  await library.ready(paper.id);
  const page = await open({ as: 'admin' });
  await watch(page);
  for (const at of [`/c/${id}`, `/i/${picture.id}`, '/people', '/groups', '/roles', '/trash', '/account']) {
    await page.goto(at);
    await page.locator('main, dialog[open]').first().waitFor();
    assert.deepEqual(await violations(page), [], at);
  }
  await page.goto(`/i/${paper.id}?page=1`);
  await page.getByText('A page under policy').first().waitFor();
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/[?&]page=2/);
  assert.deepEqual(await violations(page), [], 'the reader');
});

journey('the policy that every page comes with names no exception', async ({ open }) => {
  const page = await open({ as: 'admin' });
  const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'));
  assert.doesNotMatch(policy, /unsafe|nonce|\*/);
  for (const part of ["script-src 'self'", "style-src 'self'", "object-src 'none'", "require-trusted-types-for 'script'"]) {
    assert.ok(policy.split('; ').includes(part), part);
  }
});
