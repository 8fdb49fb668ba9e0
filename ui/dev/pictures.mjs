// Pictures and PDFs made from a number, so that the development server needs no files.
import { rgbaToThumbHash } from 'thumbhash';

export function random(seed) {
  let a = (seed * 2654435761) >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const skies = [['#f7c59f', '#6d8fb3'], ['#bfd7ea', '#e9eff5'], ['#f4e1c1', '#d98e73'], ['#2b3a55', '#8a9bb8'], ['#dfe9d8', '#a7c4bc'], ['#f2d0d9', '#a18bb0']];
const lands = [['#4a6b57', '#2f4a3c'], ['#8a6e4b', '#5b4630'], ['#59708a', '#37475a'], ['#a3875f', '#6e5738'], ['#6a7f4f', '#3f4f30']];

function hex(c) {
  return [1, 3, 5].map((i) => parseInt(c.slice(i, i + 2), 16));
}

export function scene(seed) {
  const r = random(seed % 97);
  const sky = skies[Math.floor(r() * skies.length)];
  const land = lands[Math.floor(r() * lands.length)];
  return { sky, land, sun: [r(), 0.15 + r() * 0.3, 0.04 + r() * 0.07], hills: [0, 1, 2].map((k) => ({ base: 0.5 + k * 0.16 + r() * 0.06, a: 0.05 + r() * 0.09, f: 1 + r() * 3, p: r() * 6.3 })) };
}

export function picture(seed, width, height) {
  const s = scene(seed);
  const hill = (h, i) => {
    let d = `M0 ${height}`;
    for (let x = 0; x <= 24; x++) d += ` L${((x / 24) * width).toFixed(1)} ${((h.base - h.a * Math.sin(h.p + (x / 24) * h.f * 3)) * height).toFixed(1)}`;
    return `<path d="${d} L${width} ${height}Z" fill="${i === 1 ? s.land[0] : s.land[1]}" opacity="${[0.55, 0.8, 1][i]}"/>`;
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="${s.sky[1]}"/><stop offset="1" stop-color="${s.sky[0]}"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/><circle cx="${s.sun[0] * width}" cy="${s.sun[1] * height}" r="${s.sun[2] * Math.max(width, height)}" fill="#fff" opacity=".75"/>${s.hills.map(hill).join('')}</svg>`;
}

const hashes = new Map();

export function hash(seed, width, height) {
  const key = `${seed % 97} ${width} ${height}`;
  if (!hashes.has(key)) hashes.set(key, hashOf(seed, width, height));
  return hashes.get(key);
}

function hashOf(seed, width, height) {
  const s = scene(seed);
  const w = width >= height ? 24 : Math.max(8, Math.round((24 * width) / height));
  const h = width >= height ? Math.max(8, Math.round((24 * height) / width)) : 24;
  const px = new Uint8Array(w * h * 4);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const v = y / h;
      let c = hex(s.sky[1]).map((a, i) => a + (hex(s.sky[0])[i] - a) * v);
      s.hills.forEach((hl, i) => {
        if (v > hl.base - hl.a * Math.sin(hl.p + (x / w) * hl.f * 3)) c = hex(i === 1 ? s.land[0] : s.land[1]);
      });
      px.set([...c, 255], (y * w + x) * 4);
    }
  }
  return Buffer.from(rgbaToThumbHash(w, h, px)).toString('base64');
}

const words = 'the archive keeps letters plans and pictures of the school from its first years until today with notes on people places and dates that were found in boxes under the roof'.split(' ');

export function pageText(seed, n) {
  const r = random(seed * 1000 + n);
  const lines = [];
  for (let l = 0; l < 34; l++) {
    let line = '';
    while (line.length < 60 + r() * 18) line += (line ? ' ' : '') + words[Math.floor(r() * words.length)];
    lines.push(line);
  }
  return lines;
}

export function pageSvg(seed, n, width, height) {
  const k = width / 595;
  const lines = pageText(seed, n).map((l, i) => `<text x="${60 * k}" y="${(130 + i * 19) * k}" font-size="${11.5 * k}">${l}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="#fff"/><g font-family="serif" fill="#222"><text x="${60 * k}" y="${90 * k}" font-size="${22 * k}">Page ${n}</text>${lines.join('')}</g></svg>`;
}

export function pdf(seed, pages) {
  const objects = [];
  const add = (text) => objects.push(text);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, i) => `${4 + i * 2} 0 R`).join(' ')}] >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>');
  for (let n = 1; n <= pages; n++) {
    const stream = `BT /F1 22 Tf 60 752 Td (Page ${n}) Tj ET\nBT /F1 11.5 Tf 60 712 Td 19 TL ${pageText(seed, n).map((l) => `(${l}) Tj T*`).join(' ')} ET`;
    add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + (n - 1) * 2} 0 R >>`);
    add(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
  }
  let out = '%PDF-1.4\n';
  const at = [];
  objects.forEach((o, i) => {
    at.push(out.length);
    out += `${i + 1} 0 obj\n${o}\nendobj\n`;
  });
  const xref = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${at.map((a) => String(a).padStart(10, '0') + ' 00000 n \n').join('')}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(out, 'latin1');
}
