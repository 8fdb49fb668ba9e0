import type { Link } from '../lib/api';
import { speech, t } from '../lib/i18n/index.svelte';

export const SHORTEST = 4;

/** What the form holds, as typed. */
export interface Asked {
  role: 'viewer' | 'downloader';
  name: string;
  /** a day as the date field gives it, or empty */
  until: string;
  password: string;
  uses: string;
}

export interface Wrong {
  until: string | null;
  password: string | null;
  uses: string | null;
}

/** What has to be mended before a link can be made. */
export function check({ until, password, uses }: Asked, now = new Date()): Wrong {
  return {
    until: until !== '' && endOf(until) < now ? t('links.untilPast') : null,
    password: password !== '' && password.length < SHORTEST ? t('links.passwordShort', { n: SHORTEST }) : null,
    uses: uses.trim() !== '' && !/^[1-9]\d{0,8}$/.test(uses.trim()) ? t('links.usesWrong') : null,
  };
}

/** What the server is asked for; empty fields are left out. */
export function toBody({ role, name, until, password, uses }: Asked) {
  return {
    role,
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(until === '' ? {} : { until: endOf(until).toISOString() }),
    ...(password === '' ? {} : { password }),
    ...(uses.trim() === '' ? {} : { uses: Number(uses) }),
  };
}

/** A day counts to its end, where the person is. */
function endOf(day: string): Date {
  return new Date(`${day}T23:59:59`);
}

export function nameOf(link: Pick<Link, 'name'>): string {
  return link.name === '' ? t('links.nobody') : link.name;
}

/** What there is to know about a link, in short parts. */
export function facts(link: Link): string[] {
  const { until, uses, used } = link;
  return [
    ...(until === null ? [] : [t('links.until2', { date: speech.date(until, { dateStyle: 'medium' }) })]),
    uses === null ? t('links.used', { n: used }) : t('links.usedOf', { used, n: uses }),
    ...(link.password ? [t('links.locked')] : []),
    t('links.by', { name: link.by.name, date: speech.date(link.created, { dateStyle: 'medium' }) }),
  ];
}

export function sayState({ state }: Pick<Link, 'state'>): string {
  if (state === 'open') return t('links.open');
  return state === 'expired' ? t('links.expired') : t('links.usedUp');
}
