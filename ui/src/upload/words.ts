import { speech, t } from '../lib/i18n/index.svelte';
import type { Why } from './upload.svelte';
import type { uploads } from './uploads.svelte';

const reasons = {
  invalid: 'upload.why.invalid',
  'signed-out': 'upload.why.signedOut',
  denied: 'upload.why.denied',
  missing: 'upload.why.missing',
  conflict: 'upload.why.invalid',
  stale: 'upload.why.fault',
  'too-large': 'upload.why.tooLarge',
  unsupported: 'upload.why.unsupported',
  busy: 'upload.why.away',
  away: 'upload.why.away',
  offline: 'upload.why.offline',
  fault: 'upload.why.fault',
  unreadable: 'upload.why.unreadable',
  loose: 'upload.why.loose',
} as const satisfies Record<Why, string>;

export function sayWhy(why: Why): string {
  return t(reasons[why]);
}

/** "In “Holidays”: 48 files added, 2 that were already there and 1 that could not be added." */
export function sayEnd({ counts, leftOut, list }: typeof uploads): string {
  const parts: string[] = [];
  if (counts.done > 0) parts.push(t('upload.end.done', { n: counts.done }));
  if (counts.there > 0) parts.push(t('upload.end.there', { n: counts.there }));
  if (counts.failed > 0) parts.push(t('upload.end.failed', { n: counts.failed }));
  if (counts.cancelled > 0) parts.push(t('upload.end.cancelled', { n: counts.cancelled }));
  if (leftOut > 0) parts.push(t('upload.end.leftOut', { n: leftOut }));
  const all = new Intl.ListFormat(speech.locale, { type: 'conjunction' }).format(parts);
  const titles = new Set(list.map((upload) => upload.target.title));
  const [title] = titles;
  return title !== undefined && titles.size === 1 ? t('upload.end.in', { title, list: all }) : t('upload.end.all', { list: all });
}

/** "about 2 minutes": rounded, because a countdown that jumps is worse than none. */
export function sayTime(seconds: number): string {
  const [value, unit] =
    seconds < 60
      ? [Math.max(5, Math.ceil(seconds / 5) * 5), 'second']
      : seconds < 5400
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3600), 'hour'];
  return new Intl.NumberFormat(speech.locale, { style: 'unit', unit: unit as string, unitDisplay: 'long' }).format(value as number);
}
