import { mount } from 'svelte'
import { App } from './state/app.svelte'
import { language, preferLanguage } from './state/language.svelte'
import { theme } from './state/theme.svelte'
import './styles/tokens.css'
import './styles/base.css'
import './styles/print.css'
import Shell from './views/shell/Shell.svelte'

const app = new App(__CONFIGURATION__)
theme.apply()
await language.use(preferLanguage(location.search, navigator.languages))
// On a slow machine the browser can do something else between what was loaded and what is shown.
await new Promise((done) => setTimeout(done))
app.follow(location.hash)
addEventListener('hashchange', () => app.follow(location.hash))
mount(Shell, { target: document.getElementById('app')!, props: { app } })
void app.wallet.resume()
