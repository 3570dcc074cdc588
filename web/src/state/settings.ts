const prefix = 'althing:'

/** What was kept in this browser; null where there is nothing, or where the browser keeps nothing. */
export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name)
  } catch {
    return null // Storage is denied: the page works, and forgets.
  }
}

/** Keeps a text in this browser; null forgets it. */
export function writeSetting(name: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(prefix + name)
    else localStorage.setItem(prefix + name, value)
    return true
  } catch {
    return false // Full or denied: what was to be kept stays in memory only.
  }
}
