declare const brand: unique symbol

/** A value that only its own parser may mint, so that look-alikes cannot be swapped. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
