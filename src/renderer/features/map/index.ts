import { mapMessagesEn } from './messages.en'
import { mapMessagesVi } from './messages.vi'

export { default as CityPanel } from './CityPanel.vue'
export type { AlertMark, GaugeMark } from './marks'
export type { MoverFix } from './moverStore'

/** Texts of this feature, to be merged into the catalogues under `map`. */
export const mapMessages = { vi: mapMessagesVi, en: mapMessagesEn }
