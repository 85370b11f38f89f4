import type { WindowDescription } from '#shared/contract/ipc'
import '#ui/fonts.css'
import '#ui/tokens.css'
import '#ui/base.css'
import { useAlertsStore } from '#features/alerts'
import { useGaugesStore } from '#features/gauges'
import { useHistoryStore } from '#features/history'
import { createMessages, setTimeZone } from '#i18n/messages'
import { useCameraLinkStore } from '#session/cameraLinkStore'
import { useClock } from '#session/clock'
import { useConnectionStore } from '#session/connectionStore'
import { useRoomStore } from '#session/roomStore'
import { useWindowStore } from '#session/windowStore'
import { gaugesKey } from '#ui/alertPlace.ts'
import { momentsKey } from '#ui/moments.ts'
import { createPinia, storeToRefs } from 'pinia'
import { createApp, h, watch, type Component } from 'vue'
import { loadCityPanel } from './app/cityPanel'
import { cityPanelKey } from './app/cityPanelKey'
import DeskApp from './app/DeskApp.vue'
import { routePush } from './app/factRouter'
import { calmWhen, startBeating } from './app/heartbeat'
import { markReady } from './app/readiness'
import TroubleApp from './app/TroubleApp.vue'
import WallApp from './app/WallApp.vue'

startBeating()
void start()

/**
 * How often a window may ask for everything again. When it was given only the newest of very many alerts, facts about the others are
 * ordinary, and sending thousands of alerts every few seconds would cost more than a total that is a minute old.
 */
function refreshEveryMs(): number {
  const alerts = useAlertsStore()
  return alerts.total > alerts.queue.length ? 60_000 : 5_000
}

async function start(): Promise<void> {
  const pinia = createPinia()
  const view = useWindowStore(pinia)
  const failure = await view.load()
  const description = view.description
  const messages = createMessages(description?.language ?? 'vi')
  if (description?.city) setTimeZone(description.city.timeZone)
  dressPage(description)

  const isTrouble = description === undefined || description.role === 'trouble'
  const troubleProps = { trouble: description?.trouble ?? null, failureMessage: failure?.message ?? '' }
  const root: Component = isTrouble ? { render: () => h(TroubleApp, troubleProps) } : description.role === 'wall' ? WallApp : DeskApp

  const clock = useClock(pinia)
  const { nowMs, simulatedMs } = storeToRefs(clock)
  const app = createApp(root)
  app.use(pinia).use(messages)
  app.provide(momentsKey, { nowMs, simulatedMs })
  app.provide(gaugesKey, () => useGaugesStore(pinia).gauges)
  app.provide(cityPanelKey, loadCityPanel(messages))
  app.config.errorHandler = (error) => console.error(error)
  app.mount('#application')
  clock.start()
  if (isTrouble) return markReady()

  calmWhen(() => useAlertsStore(pinia).highest === undefined)
  const leave = useCameraLinkStore(pinia).join()
  window.addEventListener('pagehide', leave, { once: true })
  const connection = useConnectionStore(pinia)
  watch(
    () => connection.hasState,
    () => void markReady(),
    { once: true },
  )
  watch(
    () => useRoomStore(pinia).drill !== null,
    (isDrill) => document.documentElement.toggleAttribute('data-drill', isDrill),
  )
  watch(
    () => useAlertsStore(pinia).outdated,
    (outdated) => {
      if (outdated) connection.refresh(refreshEveryMs())
    },
  )
  connection.connect({
    station: routePush,
    windowChanged: (changed) => {
      view.replace(changed)
      messages.global.locale.value = changed.language
      dressPage(changed)
    },
  })
  const { city } = description
  if (city === null) return
  await useGaugesStore(pinia).load(`${description.cityPath}/${city.files.gauges}`)
  if (description.role === 'desk') await useHistoryStore(pinia).loadWards(`${description.cityPath}/${city.files.wards}`, city.timeZone)
}

/** What style sheets, screen readers and tests read of the page: role, surface, language, title. */
function dressPage(description: WindowDescription | undefined): void {
  const page = document.documentElement
  page.lang = description?.language ?? 'vi'
  page.dataset.role = description?.role ?? 'trouble'
  page.dataset.surface = String(description?.surface ?? 0)
  const centre = description?.city?.centreName[description.language]
  if (centre !== undefined) document.title = `${centre} – Toàn Cảnh`
}
