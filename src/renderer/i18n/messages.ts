import type { Language } from '#shared/contract/ipc'
import { computed, type ComputedRef } from 'vue'
import { createI18n, useI18n } from 'vue-i18n'
import type { Catalogue, Translate } from './catalogue'
import { en } from './en'
import { createFormats, type Formats } from './formats'
import { vi } from './vi'

/** The vue-i18n instance of a window, in the given language; Vietnamese stands in for what a language lacks. */
export function createMessages(language: Language) {
  const catalogues: Record<Language, Catalogue> = { vi, en }
  return createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'vi',
    messages: catalogues,
    missingWarn: false,
    fallbackWarn: false,
  })
}
export type Messages = ReturnType<typeof createMessages>

const formatsByPlace = new Map<string, Formats>()

function formatsFor(language: Language, timeZone: string): Formats {
  // Intl formatters are slow to make; there are two languages and one zone, so each is made once.
  const place = `${language} ${timeZone}`
  const known = formatsByPlace.get(place)
  if (known !== undefined) return known
  const made = createFormats(language, timeZone)
  formatsByPlace.set(place, made)
  return made
}

let cityTimeZone = 'Asia/Ho_Chi_Minh'

/** Sets the time zone in which every window of this page writes times (IANA name, from the city's manifest). */
export function setTimeZone(timeZone: string): void {
  cityTimeZone = timeZone
}

/** Words, language and formats for a component. */
export function useWords(): { t: Translate; language: ComputedRef<Language>; formats: ComputedRef<Formats> } {
  const { t: translate, locale } = useI18n({ useScope: 'global' })
  const t: Translate = (key, values = {}) => (typeof values.n === 'number' ? translate(key, values, values.n) : translate(key, values))
  const language = computed(() => locale.value as Language)
  return { t, language, formats: computed(() => formatsFor(language.value, cityTimeZone)) }
}
