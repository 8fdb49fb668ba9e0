import { tick } from 'svelte';
import { Problem } from '../lib/api';

/** The contract's pattern for a login, `Login` in openapi.yaml. */
const LOGIN = /^[a-z0-9][a-z0-9._@-]{1,63}$/;

export const SHORTEST_PASSWORD = 8;

export function isLogin(text: string): boolean {
  return LOGIN.test(text);
}

/** "Ana Conceição" -> "ana.conceicao" */
export function suggestLogin(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 64);
}

/** Puts the person where the first thing has to be mended. */
export async function focusFirstError(form: HTMLElement | undefined): Promise<void> {
  await tick();
  form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}

/** Our own words for a field that the server refused; null when it did not. */
export function refused(error: unknown, field: string, words: string): string | null {
  return error instanceof Problem && error.field(field) !== null ? words : null;
}

/** Sixteen characters that cannot be mistaken for each other, in groups that can be read aloud: about 80 bits. */
export function suggestPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const picked: string[] = [];
  while (picked.length < 16) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    // Bytes beyond the last whole multiple would favour the first letters.
    if (byte !== undefined && byte < 256 - (256 % letters.length)) picked.push(letters[byte % letters.length] ?? '');
  }
  return [0, 4, 8, 12].map((at) => picked.slice(at, at + 4).join('')).join('-');
}
