/** What the frame has open besides the page. */
export const shell = $state({
  /** the tree as a sheet, on narrow screens */
  sheet: false,
  help: false,
});
