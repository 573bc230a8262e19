/** The release this bundle was built as; put in place by Vite. */
declare const __APP_VERSION__: string
