/** Texts of a page in the pseudo-locale that do not come from the message files; names and other data are among them. */
export function plainTexts(page) {
  return page.evaluate(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent.trim();
      if (/\p{L}{2,}/u.test(text) && !/[[\]~]/.test(text) && !node.parentElement.closest('script, style, option')) found.push(text);
    }
    return found;
  });
}
