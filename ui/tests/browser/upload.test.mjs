import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessible } from './kit/axe.mjs';
import { folder, jpegs, pdf, png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { PATIENCE, soon } from './kit/waiting.mjs';

const { journey } = stage();

/** Waits for the end, and checks the sentence that the tray ends with. */
async function ended(page, sentence) {
  const tray = page.getByTestId('uploads');
  await tray.getByRole('button', { name: 'Close' }).waitFor({ timeout: 120_000 });
  await soon(() => tray.getByRole('heading').innerText(), sentence, 'the last sentence');
}

/**
 * Opens the chooser and gives it files. The browser is told to hand choosers over when the first listener comes; only an
 * answer to something asked later says that it has heard. A key that comes before that opens a chooser for nobody, so
 * it is pressed again.
 */
async function choose(page, press, files, most = 5) {
  const choosers = [];
  page.on('filechooser', (chooser) => choosers.push(chooser));
  await page.evaluate(() => document.title);
  for (let tries = 0; choosers.length === 0 && tries < most; tries++) {
    await press();
    const end = performance.now() + PATIENCE / most;
    while (choosers.length === 0 && performance.now() < end) await sleep(50);
  }
  assert.ok(choosers.length > 0, 'the chooser opens');
  await choosers[0].setFiles(files);
}

journey('fifty files with a folder arrive, the folder as a collection, and the end is one sentence', async ({ library, open }) => {
  const { id } = await library.collection('Holidays');
  const page = await open({ as: 'admin', at: `/c/${id}` });
  await page.getByText('This collection is empty').waitFor();

  const files = { 'minutes.pdf': pdf(['The first page', 'The second page']), '.DS_Store': Buffer.from('litter') };
  (await jpegs(page, 10)).forEach((bytes, n) => (files[`camera/jpeg-${n}.jpg`] = bytes));
  for (let n = 0; n < 39; n++) files[`${n < 20 ? 'scans/' : ''}png-${String(n).padStart(2, '0')}.png`] = png(n);
  const root = folder(files, 'trip');

  await drop(page, [root]);
  await ended(page, 'In “Holidays”: 50 files added and 1 system file left out.');
  await accessible(page, 'the upload tray');

  const top = await library.call('GET', `/api/v1/collections?parent=${id}`);
  assert.deepEqual(top.items.map((c) => c.title), [basename(root)]);
  const trip = top.items[0].id;
  const inside = await library.call('GET', `/api/v1/collections?parent=${trip}`);
  assert.deepEqual(inside.items.map((c) => c.title).sort(), ['camera', 'scans']);
  const all = await library.call('GET', `/api/v1/collections/${id}/items?recursive=true&limit=200`);
  assert.equal(all.items.length, 50);
  assert.equal(all.items.filter((item) => item.kind === 'pdf').length, 1);

  await page.goto(`/c/${trip}`);
  await page.getByRole('link', { name: /camera/ }).first().waitFor();
});

journey('the same files once more are told to be there already', async ({ library, open }) => {
  const { id } = await library.collection('Twice');
  for (let n = 0; n < 3; n++) await library.upload(id, `again-${n}.png`, png(100 + n));
  const page = await open({ as: 'admin', at: `/c/${id}` });
  await page.getByRole('gridcell').nth(2).getByRole('img').waitFor();
  await page.getByRole('button', { name: 'Upload', exact: true }).waitFor();
  await choose(
    page,
    () => page.keyboard.press('u'),
    [0, 1, 2, 3].map((n) => ({ name: `again-${n}.png`, mimeType: 'image/png', buffer: png(100 + n) })),
  );
  await ended(page, 'In “Twice”: 1 file added and 3 that were already there.');
});

journey('a key that is pressed while the collection is still on its way is not lost', async ({ library, open }) => {
  const { id: above } = await library.collection('Slow shelf');
  const { id } = await library.collection('Slow', above);
  await library.upload(id, 'first.png', png(150));
  const page = await open({ as: 'admin', at: '/account' });
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(`**/api/v1/collections/${id}`, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(`/c/${id}`);
  await page.getByRole('gridcell').first().waitFor();
  await choose(
    page,
    async () => {
      await page.keyboard.press('u');
      release();
    },
    [{ name: 'second.png', mimeType: 'image/png', buffer: png(151) }],
    1,
  );
  await ended(page, 'In “Slow”: 1 file added.');
});

journey('a file that is no picture is refused with the reason, the others arrive', async ({ library, open }) => {
  const { id } = await library.collection('Mixed');
  const page = await open({ as: 'admin', at: `/c/${id}` });
  await choose(page, () => page.getByRole('button', { name: 'Choose files' }).click(), [
    { name: 'letter.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK not a picture at all') },
    { name: 'good.png', mimeType: 'image/png', buffer: png(7) },
  ]);
  await ended(page, 'In “Mixed”: 1 file added and 1 that could not be added.');
  const tray = page.getByTestId('uploads');
  await tray.getByText('Not an image or a PDF that can be kept here.').waitFor();
  await tray.getByRole('button', { name: '1 with a problem' }).click();
  await tray.getByText('letter.docx').waitFor();
  await tray.getByText('good.png').waitFor({ state: 'detached' }); // only what needs attention is shown
  await accessible(page, 'the tray with a failed file');
});

journey('a lost connection is tried again by itself', async ({ library, open }) => {
  const { id } = await library.collection('Shaky');
  const page = await open({ as: 'admin', at: `/c/${id}` });
  let lost = 0;
  await page.route('**/api/v1/collections/*/items', (route) => {
    if (route.request().method() !== 'POST' || lost >= 2) return route.continue();
    lost++;
    return route.abort('connectionreset');
  });
  await choose(page, () => page.getByRole('button', { name: 'Choose files' }).click(), [
    { name: 'one.png', mimeType: 'image/png', buffer: png(201) },
    { name: 'two.png', mimeType: 'image/png', buffer: png(202) },
  ]);
  await ended(page, 'In “Shaky”: 2 files added.');
  assert.equal(lost, 2);
});

journey('before letting go it is said where the files go, and where none may go', async ({ library, open }) => {
  const { id } = await library.collection('Target');
  const page = await open({ as: 'admin', at: `/c/${id}` });
  await page.getByText('This collection is empty').waitFor();
  const root = folder({ 'a.png': png(301) });
  await drag(page, 'dragEnter', [root]);
  await page.getByText('Let go to add to “Target”').waitFor();
  await accessible(page, 'the drop target');
  await dragOut(page, [root]);
  await page.getByTestId('drop').waitFor({ state: 'detached' });

  await page.goto('/trash');
  await page.getByRole('heading', { name: 'Trash', level: 1 }).waitFor();
  await drag(page, 'dragEnter', [root]);
  await page.getByText('You may not add files here').waitFor();
  await dragOut(page, [root]);
});

journey('two thousand files stay smooth: only what is in sight is in the document', async ({ library, open }) => {
  const { id } = await library.collection('Many');
  const page = await open({ as: 'admin', at: `/c/${id}` });
  await page.getByText('This collection is empty').waitFor();
  // Only the page is looked at here: answers are made on the spot.
  let number = 0;
  await page.route('**/api/v1/collections/*/items', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 201, contentType: 'application/json', body: JSON.stringify({ id: `i${++number}` }) })
      : route.continue(),
  );
  await page.evaluate(() => {
    const data = new DataTransfer();
    for (let n = 0; n < 2000; n++) data.items.add(new File([`${n}`], `photo-${n}.jpg`, { type: 'image/jpeg' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  const rows = page.getByTestId('uploads').getByRole('listitem');
  await rows.first().waitFor();
  assert.ok((await rows.count()) < 30, `${await rows.count()} rows are in the document`);
  await ended(page, 'In “Many”: 2,000 files added.');
  assert.ok((await rows.count()) < 30, `${await rows.count()} rows are in the document at the end`);
});

/** A drag from the desktop: what the browser itself would do with files and folders. */
async function drag(page, type, paths) {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  await client.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  if (type === 'dragEnter') await client.send('Input.dispatchDragEvent', { type: 'dragOver', x: 600, y: 410, data });
  await client.detach();
}

/** The pointer leaves the window with what it carries. */
async function dragOut(page, paths) {
  const client = await page.context().newCDPSession(page);
  await client.send('Input.dispatchDragEvent', { type: 'dragOver', x: -5, y: -5, data: { items: [], files: paths, dragOperationsMask: 1 } });
  await client.detach();
}

async function drop(page, paths) {
  await drag(page, 'dragEnter', paths);
  await drag(page, 'drop', paths);
}
