import { describe, expect, test } from 'vitest';
import { trustedHtml, trustedScript } from '../../src/lib/trusted';

describe('what becomes HTML or a worker', () => {
  test('drawings on buttons pass', () => {
    const icon =
      '<svg aria-hidden="true" class="pswp__icn" viewBox="0 0 60 60" width="60" height="60"><use class="pswp__icn-shadow" xlink:href="#pswp__icn-arrow"/>' +
      '<path d="M29 43l-3 3-16-16 16-16 3 3-13 13 13 13z" id="pswp__icn-arrow"/></svg>';
    expect(trustedHtml(icon)).toBe(icon);
    expect(trustedHtml('')).toBe('');
  });

  test.each([
    '<script>alert(1)</script>',
    '<svg onload="alert(1)"></svg>',
    '<svg><script>alert(1)</script></svg>',
    '<img src="x" onerror="alert(1)">',
    '<svg><use href="javascript:alert(1)"/></svg>',
    'text',
  ])('nothing else does: %s', (text) => expect(trustedHtml(text)).toBeNull());

  test('only our own files are scripts', () => {
    expect(trustedScript('/assets/worker.js', 'https://a.example')).toBe('https://a.example/assets/worker.js');
    expect(trustedScript('https://b.example/assets/worker.js', 'https://a.example')).toBeNull();
    expect(trustedScript('/api/v1/items/x/original', 'https://a.example')).toBeNull();
    expect(trustedScript('data:text/javascript,1', 'https://a.example')).toBeNull();
  });
});
