/** The published mnemonic of every Ethereum test chain; its keys are known to everybody. */
export const mnemonic = 'test test test test test test test test test test test junk'

/** How many accounts of it the local chain unlocks and the client's development wallet offers. */
export const accountCount = 30
