/** An SVG picture as PNG, at twice its size so that it is sharp on paper and on fine screens. */
import type { Picture } from './svg.ts';

export const PNG_SCALE = 2;

export async function pngOf({ text, width, height }: Picture, scale = PNG_SCALE): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * scale;
    canvas.height = height * scale;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser gives no canvas to draw the picture on.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    // Browsers refuse canvases beyond their limits by giving nothing.
    if (!blob)
      throw new Error(
        `A picture of ${canvas.width} by ${canvas.height} pixels is more than this browser makes. The SVG has no such limit.`,
      );
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}
