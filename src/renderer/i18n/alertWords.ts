import type { Alert, AlertText } from '#shared/contract/alert'
import type { Language } from '#shared/contract/ipc'

/** The text of an alert to show, and the tag of its language when that is not the reader's. */
export type ChosenText = { text: AlertText; otherLanguage: string | undefined }

const primary = (tag: string) => tag.split('-')[0]!.toLowerCase()

/** The alert's words in the reader's language; else in English, else in whatever its source wrote, and then says which. */
export function textFor(alert: Alert, language: Language): ChosenText {
  const own = alert.texts.find((text) => primary(text.language) === language)
  if (own !== undefined) return { text: own, otherLanguage: undefined }
  const text = alert.texts.find((each) => primary(each.language) === 'en') ?? alert.texts[0]!
  return { text, otherLanguage: text.language }
}

/** A language by its BCP 47 tag, as it stands inside a sentence: "tiếng Anh (Hoa Kỳ)"; what is no tag is quoted. */
export function languageName(tag: string, language: Language): string {
  try {
    const name = new Intl.DisplayNames(language, { type: 'language', languageDisplay: 'standard' }).of(tag) ?? tag
    return language === 'vi' ? name.charAt(0).toLocaleLowerCase('vi') + name.slice(1) : name
  } catch {
    // A source may write anything there.
    return `“${tag}”`
  }
}

/** One line that names the alert: its headline, or the event where the source wrote none. */
export function titleOf(text: AlertText): string {
  return text.headline === '' ? text.event : text.headline
}

/** Names of the places an alert is about, in the order of the source; empty when it names none. */
export function placeNames(alert: Pick<Alert, 'areas'>): string {
  return alert.areas
    .map((area) => area.description)
    .filter((description) => description !== '')
    .join(' · ')
}
