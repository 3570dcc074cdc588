import { chromium, type Browser } from 'playwright-core'
import { findChromium } from './findChromium.js'

/** A headless Chromium that asks nobody but the page for anything. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}
