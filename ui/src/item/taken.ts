/** What `<input type="datetime-local">` shows for a time: the wall clock of this browser, to the minute. */
export function toLocal(iso: string): string {
  const date = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The time back; unchanged when the field still shows it, so that seconds are not lost; null when it is none. */
export function fromLocal(local: string, before: string): string | null {
  if (local === toLocal(before)) return before;
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
