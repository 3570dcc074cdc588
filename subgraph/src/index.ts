/** The one module that the manifest names: compiled once, whereas a file a data source is compiled for each. */
export * from './governor'
export * from './treasury'
export * from './membership'
export * from './erc20'
export * from './erc721'
export * from './erc1155'
export * from './document'
