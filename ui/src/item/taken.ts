/** What `<input type="datetime-local">` shows for a local time: to the minute, in no zone. */
export function toField(local: string): string {
  return local.slice(0, 16);
}

/** The local time back; unchanged when the field still shows it, so that seconds are not lost; null when it is none. */
export function fromField(field: string, before: string): string | null {
  if (field === toField(before)) return before;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?/.test(field)) return null;
  return field.length === 16 ? `${field}:00` : field;
}
