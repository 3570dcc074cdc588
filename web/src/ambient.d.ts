/// <reference types="svelte" />
/// <reference types="vite/client" />

/** Whether the build is for the local chain; whatever stands behind it is absent from a release. */
declare const __DEVELOPMENT__: boolean
/** The configuration that the build was made for. */
declare const __CONFIGURATION__: import('./domain/configuration').Configuration
