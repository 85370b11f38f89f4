import type { Language, MainCallHandlers, MainCallInput, WindowDescription } from '#shared/contract/ipc'
import type { CityImport } from '../app/cityImport'
import type { AttachmentDialogs } from '../app/attachmentDialogs'
import { openScenes, saveScenes } from '../windows/sceneDialogs'
import type { WebPage } from '#shared/contract/webPage'
import type { WebTiles } from '../windows/webTiles'
import type { Caller } from './serveIpc'

/** What the calls of the pages need from the rest of main. */
export type HandlerParts = {
  describe(caller: Caller): WindowDescription
  setLanguage(language: Language): void
  recall(caller: Caller): string
  remember(text: string, caller: Caller): void
  beat(said: MainCallInput<'window.beat'>, caller: Caller): void
  connect(caller: Caller): void
  dismissNotice(id: string): void
  /** Null where no room is open. */
  cityImport: CityImport | null
  /** Null where there is no station to hand files to. */
  attachments: AttachmentDialogs | null
  /** Pages that walls may show; null where there is no wall. */
  web: { pages: readonly WebPage[]; tiles: WebTiles } | null
  identify(): void
  forgetSurface(surface: number): boolean
  picture(surface: number): Promise<string>
}

/** The import of the room; throws an Error where there is none. */
function importOf({ cityImport }: HandlerParts): CityImport {
  if (cityImport === null) throw new Error('no room is open')
  return cityImport
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
    'window.beat': (said, caller) => {
      parts.beat(said, caller)
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
    'wall.identify': () => {
      parts.identify()
      return null
    },
    'wall.picture': (surface) => parts.picture(surface),
    'wall.forgetSurface': (surface) => parts.forgetSurface(surface),
    'scenes.save': (scenes, { contents, purpose }) => purpose.role === 'desk' && saveScenes(contents, scenes),
    'scenes.open': (_input, { contents, purpose }) => (purpose.role === 'desk' ? openScenes(contents) : { outcome: 'none' }),
    'city.import.show': () => importOf(parts).task(),
    'city.import.choose': async (kind) => {
      await importOf(parts).choose(kind)
      return null
    },
    'city.import.leaveOut': (kind) => {
      importOf(parts).leaveOut(kind)
      return null
    },
    'city.import.start': (wish) => {
      importOf(parts).start(wish)
      return null
    },
    'city.import.decide': (approved) => {
      importOf(parts).decide(approved)
      return null
    },
    'city.import.cancel': () => {
      importOf(parts).cancel()
      return null
    },
    'city.import.openOnRestart': () => {
      importOf(parts).openOnRestart()
      return null
    },
    'web.pages': () => [...(parts.web?.pages ?? [])],
    'web.show': (wanted, { contents, purpose }) => {
      if (purpose.role === 'wall') parts.web?.tiles.show(contents, wanted)
      return null
    },
    'web.hide': (id, { contents }) => {
      parts.web?.tiles.hide(contents, id)
      return null
    },
    'attachment.choose': (words, { contents, purpose }) =>
      (purpose.role === 'desk' ? parts.attachments?.choose(contents, words) : undefined) ?? [],
    'attachment.save': (reference, { contents, purpose }) =>
      (purpose.role === 'desk' ? parts.attachments?.save(contents, reference) : undefined) ?? { id: null },
    'graphics.report': (report, caller) => {
      const where = caller.purpose.role === 'wall' ? `wall ${caller.purpose.surface}` : caller.purpose.role
      console.log(
        `graphics: ${where}: ${report.renderer}: ${report.frameMs.toFixed(0)} ms a frame, level ${report.level}, scale ${report.scale}`,
      )
      return null
    },
  }
}
