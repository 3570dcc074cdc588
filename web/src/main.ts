import { mount } from 'svelte'
import { App } from './state/app.svelte'
import { language, preferLanguage } from './state/language.svelte'
import { theme } from './state/theme.svelte'
import './styles/tokens.css'
import './styles/base.css'
import './styles/print.css'
import Shell from './views/shell/Shell.svelte'

/** Asks the chain while the language is on its way, and shows the page when it is there. */
async function start(target: HTMLElement): Promise<void> {
  const app = new App(__CONFIGURATION__)
  theme.apply()
  app.follow(location.hash)
  addEventListener('hashchange', () => app.follow(location.hash))
  try {
    await language.use(preferLanguage(location.search, navigator.languages))
  } catch {
    // No catalogue says it: none came.
    target.textContent = 'Althing could not be loaded. Load the page again. Althing 未能载入。请重新载入本页。'
    return
  }
  // On a slow machine the browser can do something else between what was loaded and what is shown.
  await new Promise((done) => setTimeout(done))
  mount(Shell, { target, props: { app } })
  void app.wallet.resume()
}

void start(document.getElementById('app')!)
