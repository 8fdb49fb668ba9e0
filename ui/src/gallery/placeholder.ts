import { thumbHashToRGBA } from 'thumbhash';

/** Draws the blurred first look of a picture; an unreadable hash leaves the colour behind it. */
export function placeholder(hash: string): (canvas: HTMLCanvasElement) => void {
  return (canvas) => {
    let image;
    try {
      image = thumbHashToRGBA(Uint8Array.from(atob(hash), (letter) => letter.charCodeAt(0)));
    } catch {
      return;
    }
    canvas.width = image.w;
    canvas.height = image.h;
    const pixels = new ImageData(new Uint8ClampedArray(image.rgba), image.w, image.h);
    canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  };
}
