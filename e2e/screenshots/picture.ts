import { writeFileSync } from 'node:fs';

import { type Browser, type Page } from '@playwright/test';

const quality = 0.82;

/** Keeps the whole page as a WebP file. */
export async function keepPicture(browser: Browser, page: Page, file: string): Promise<void> {
  const png = await page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' });
  writeFileSync(file, await webpOf(browser, png));
}

/** Keeps what is on the screen as a WebP file. */
export async function keepScreen(browser: Browser, page: Page, file: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  writeFileSync(file, await webpOf(browser, png));
}

/** Chromium writes PNG; its canvas turns that into a tenth of the bytes. */
async function webpOf(browser: Browser, png: Buffer): Promise<Buffer> {
  const page = await browser.newPage();
  const encoded = await page.evaluate(
    async ({ base64, quality }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      const webp = await canvas.convertToBlob({ type: 'image/webp', quality });
      const text = [...new Uint8Array(await webp.arrayBuffer())].map((byte) => String.fromCharCode(byte));
      return btoa(text.join(''));
    },
    { base64: png.toString('base64'), quality },
  );
  await page.close();
  return Buffer.from(encoded, 'base64');
}
