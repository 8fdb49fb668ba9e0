import { gallery } from '../gallery/gallery.svelte';
import { api, type Item } from '../lib/api';
import { changes } from '../lib/changes';
import { en } from '../lib/i18n/en';
import { t } from '../lib/i18n/index.svelte';
import { toasts } from '../ui/toasts.svelte';

type Preview = Item['preview'];
type Reason = NonNullable<Preview['reason']>;
type Code = keyof typeof en.preview.why;

/** Why there is no preview, or not a whole one, in the person's language; null when all is well. */
export function whyOf(preview: Preview): string | null {
  if (!preview.reason) return preview.state === 'failed' || preview.state === 'none' ? t('gallery.noPreview') : null;
  const why = wordsOf(preview.reason);
  if (preview.state === 'pending') return t('preview.delayed', { why });
  return preview.state === 'partial' ? t('preview.partial', { why }) : why;
}

function wordsOf({ code, params }: Reason): string {
  const number = (name: string): number => Number(params[name] ?? 0);
  const text = (name: string): string => String(params[name] ?? '');
  switch (code) {
    case 'damaged':
      return params['percent'] === undefined ? t('preview.why.damaged') : t('preview.why.damagedShare', { percent: number('percent') });
    case 'imagesMissing':
      return t('preview.why.imagesMissing', { n: number('images'), format: text('format') });
    case 'notDrawn':
      return t('preview.why.notDrawn', { type: text('type') });
    case 'tooLarge':
      return t('preview.why.tooLarge', { limit: number('limit') });
    case 'tooManyPixels':
      return t('preview.why.tooManyPixels', { width: number('width'), height: number('height'), limit: number('limit') });
    case 'sideTooLong':
      return t('preview.why.sideTooLong', { width: number('width'), height: number('height'), limit: number('limit') });
    case 'tooManyFrames':
      return t('preview.why.tooManyFrames', { limit: number('limit') });
    default:
      return plain(code);
  }
}

/** A server may be newer than this page. */
function plain(code: string): string {
  const known = code in en.preview.why ? (code as Exclude<Code, 'damagedShare' | 'imagesMissing' | 'notDrawn' | 'tooLarge' | 'tooManyPixels' | 'sideTooLong' | 'tooManyFrames'>) : 'unknown';
  return t(`preview.why.${known}`);
}

/** Whether trying again may change anything. */
export function mayRetry(item: Item): boolean {
  return item.can.edit && item.preview.reason !== null && item.preview.reason !== undefined && item.preview.state !== 'none';
}

export async function retry(item: Item): Promise<void> {
  try {
    const { data } = await api.post('/api/v1/items/{id}/preview/retry', { path: { id: item.id } });
    gallery.slice?.replace(data);
    changes.tell({ what: 'item', id: item.id });
    toasts.say(t('preview.retried', { n: 1 }));
  } catch (error) {
    toasts.trouble(error);
  }
}

/** Everything that the person may edit. */
export async function retryAll(): Promise<void> {
  try {
    let n = 0;
    for (let more = true; more; ) {
      const { data } = await api.post('/api/v1/attention/retry', { body: { select: { query: { in: 'root' } } } });
      n += data.retried;
      more = data.more;
    }
    toasts.say(t('preview.retried', { n }));
  } catch (error) {
    toasts.trouble(error);
  }
}
