import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

/** A small PNG with colours of its own, so that no two of different seeds have the same bytes. */
export function png(seed, width = 96, height = 64) {
  const rows = Buffer.alloc(height * (1 + width * 3));
  const hue = (seed * 47) % 256;
  for (let y = 0; y < height; y++) {
    const row = y * (1 + width * 3);
    for (let x = 0; x < width; x++) {
      const at = row + 1 + x * 3;
      rows[at] = (hue + x) % 256;
      rows[at + 1] = (hue * 3 + y * 2) % 256;
      rows[at + 2] = (seed * 13 + ((x * y) >> 4)) % 256;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const all = Buffer.alloc(body.length + 8);
  all.writeUInt32BE(data.length, 0);
  body.copy(all, 4);
  all.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
  return all;
}

/** JPEGs come from the browser, which has an encoder. */
export async function jpegs(page, count) {
  const encoded = await page.evaluate(async (many) => {
    const made = [];
    for (let n = 0; n < many; n++) {
      const canvas = new OffscreenCanvas(120, 80);
      const pen = canvas.getContext('2d');
      pen.fillStyle = `hsl(${(n * 37) % 360} 60% 55%)`;
      pen.fillRect(0, 0, 120, 80);
      pen.fillStyle = '#fff';
      pen.font = '32px sans-serif';
      pen.fillText(String(n), 12, 52);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
      made.push([...new Uint8Array(await blob.arrayBuffer())]);
    }
    return made;
  }, count);
  return encoded.map((bytes) => Buffer.from(bytes));
}

/** A PDF with one line of text per page, in a font that every reader has. */
export function pdf(lines) {
  const pages = lines.map((_, n) => 4 + n * 2);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages.map((n) => `${n} 0 R`).join(' ')}] /Count ${lines.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  lines.forEach((line, n) => {
    const text = line.replace(/[\\()]/g, '\\$&');
    const drawn = `BT /F1 28 Tf 72 700 Td (${text}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${pages[n] + 1} 0 R >>`,
      `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    );
  });
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, n) => {
    const at = body.length;
    body += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = body.length;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const at of offsets) body += `${String(at).padStart(10, '0')} 00000 n \n`;
  body += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
}

/** Writes files (name -> bytes, folders by slashes) into a new folder and returns its path. */
export function folder(files, name = 'photos') {
  const home = mkdtempSync(join(tmpdir(), 'acervo-files-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  const root = join(home, name);
  for (const [path, bytes] of Object.entries(files)) {
    const at = join(root, path);
    mkdirSync(join(at, '..'), { recursive: true });
    writeFileSync(at, bytes);
  }
  return root;
}
