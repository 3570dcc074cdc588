declare const brand: unique symbol

/** A value that looks like another of its kind and must not be taken for it. */
export type Branded<Value, Name extends string> = Value & { readonly [brand]: Name }
