import type { vi } from './vi'

export type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> }

/** The shape every language fills: the keys of the Vietnamese catalogue. */
export type Catalogue = Texts<typeof vi>

type PathsOf<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${PathsOf<T[K]>}` }[keyof T & string]

/** Dotted path of a message, checked by the compiler. */
export type MessageKey = PathsOf<Catalogue>

/** Names and values that a message's placeholders are filled with; `n` also chooses the plural form. */
export type MessageValues = Record<string, string | number>
export type Translate = (key: MessageKey, values?: MessageValues) => string
