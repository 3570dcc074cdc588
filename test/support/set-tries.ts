import fc from 'fast-check'

// The same tries every time; the long form draws others, and more.
fc.configureGlobal(process.env.ALTHING_DEEP === '1' ? { numRuns: 1000 } : { seed: 1 })
