import type { Collection } from '../lib/api';
import { ROOT, router } from '../lib/router.svelte';
import { session } from '../lib/session.svelte';
import { library } from './library.svelte';

/** The collection the person is in: that of the address, or the one an open item was opened from (`?in=`). */
class Place {
  readonly id: string | null = $derived(
    router.route.name === 'collection' ? router.route.id : router.route.name === 'item' ? router.query.get('in') : null,
  );
  readonly collection: Collection | undefined = $derived(
    this.id === null || this.id === ROOT ? undefined : library.record(this.id),
  );
  /** whether new collections may be made here */
  readonly mayCreate: boolean = $derived(
    this.id === ROOT ? session.can('collections.root') : (this.collection?.can.contribute ?? false),
  );
  readonly mayUpload: boolean = $derived(this.collection?.can.contribute ?? false);
}

export const place = new Place();
