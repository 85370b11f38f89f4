import type { Language, MainCallHandlers, WindowDescription } from '#shared/contract/ipc'
import type { Caller } from './serveIpc'

/** What the calls of the pages need from the rest of main. */
export type HandlerParts = {
  describe(caller: Caller): WindowDescription
  setLanguage(language: Language): void
  recall(caller: Caller): string
  remember(text: string, caller: Caller): void
  connect(caller: Caller): void
  dismissNotice(id: string): void
}

/** One function for each call of the window contract. */
export function createHandlers(parts: HandlerParts): MainCallHandlers<Caller> {
  return {
    'window.describe': (_input, caller) => parts.describe(caller),
    'settings.setLanguage': (language) => {
      parts.setLanguage(language)
      return null
    },
    'window.recall': (_input, caller) => parts.recall(caller),
    'window.remember': (text, caller) => {
      parts.remember(text, caller)
      return null
    },
    'station.connect': (_input, caller) => {
      parts.connect(caller)
      return null
    },
    'notice.dismiss': (id) => {
      parts.dismissNotice(id)
      return null
    },
    'graphics.report': (report, caller) => {
      const where = caller.purpose.role === 'wall' ? `wall ${caller.purpose.surface}` : caller.purpose.role
      console.log(
        `graphics: ${where}: ${report.renderer}: ${report.frameMs.toFixed(0)} ms a frame, level ${report.level}, scale ${report.scale}`,
      )
      return null
    },
  }
}
