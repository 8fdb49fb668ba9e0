/** Where the person wanted to go, only within this site. */
export function backTo(wanted: string | null): string {
  return wanted !== null && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/signin') && !wanted.startsWith('/setup') ? wanted : '/';
}
