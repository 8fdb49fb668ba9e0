/**
 * The server's policy lets nothing become HTML or a worker that no policy of ours has looked at (W3C Trusted Types).
 * Svelte has one for its templates; this one, the default, is asked for all that others write.
 */
interface Factory {
  createPolicy(name: string, rules: { createHTML(text: string): string | null; createScriptURL(url: string): string | null }): unknown;
}

/** The pictures on PhotoSwipe's buttons, letter by letter: drawings without a way to run anything. */
const ICON = /^(<\/?(svg|use|path|circle|g)( (?!on)[a-z][a-zA-Z:-]*="[^"<>&]*")* ?\/?>)*$/;
const RUNS = /javascript:/i;

export function trustedHtml(text: string): string | null {
  return ICON.test(text) && !RUNS.test(text) ? text : null;
}

/** The worker of the reader; a script of another place is none. */
export function trustedScript(url: string, origin: string): string | null {
  const wanted = new URL(url, origin);
  return wanted.origin === origin && wanted.pathname.startsWith('/assets/') ? wanted.href : null;
}

/** Browsers without trusted types know no such policy, and need none. */
export function trust(): void {
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  factory?.createPolicy('default', { createHTML: trustedHtml, createScriptURL: (url) => trustedScript(url, location.origin) });
}
