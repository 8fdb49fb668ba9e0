/** Opens the rights of the collection or item that is in sight. */
export async function openRights(page, title) {
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: `Share “${title}”` });
  await dialog.getByRole('combobox', { name: 'Share with' }).waitFor();
  return dialog;
}

/** Puts a person, a group or a door on the list; it holds when it is saved. */
export async function addTo(dialog, text, name) {
  await dialog.getByRole('combobox', { name: 'Share with' }).fill(text);
  await dialog.getByRole('option', { name }).click();
}

/** What the change would do, once the server has said so. */
export async function effectOf(dialog) {
  const effect = dialog.getByRole('region', { name: 'What this does' });
  await effect.getByText(/^(Opens|Closes|Changes|This changes nothing)/).first().waitFor();
  return (await effect.getByRole('status').innerText()).replace(/\s+/g, ' ').trim();
}

/** A part of the dialog by its name. */
export async function part(dialog, name) {
  await dialog.getByRole('tab', { name, exact: true }).click();
  return dialog.getByRole('tabpanel', { name, exact: true });
}

/** Gives a right without the page. */
export async function grant(library, kind, id, ...grants) {
  const path = `/api/v1/${kind}/${id}/grants`;
  const now = await library.call('GET', path);
  const plain = now.grants.map(({ name: _, ...one }) => one);
  await library.call('PUT', path, { inherit: now.inherit, grants: [...plain, ...grants] }, { 'If-Match': await library.etag(path) });
}

export function statusOf(page, path) {
  return page.evaluate(async (address) => (await fetch(address, { cache: 'no-store' })).status, path);
}
