import { readSetting, writeSetting } from './settings'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Light, dark, or what the system prefers. */
class ThemeChoice {
  chosen = $state<Theme>(themes.find((theme) => theme === readSetting('theme')) ?? 'system')

  choose(theme: Theme): void {
    this.chosen = theme
    writeSetting('theme', theme === 'system' ? null : theme)
    this.apply()
  }

  apply(): void {
    if (this.chosen === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = this.chosen
  }
}

export const theme = new ThemeChoice()
