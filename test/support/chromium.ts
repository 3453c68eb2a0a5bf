import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** A real Chromium, out of an npm package. */
export async function openChromium(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  // A sandbox needs rights that a container under root has not; the pages are our own.
  const args = ['--no-sandbox', '--headless=shell', '--disable-gpu'];
  return playwright.launch({ executablePath, args, headless: true });
}
