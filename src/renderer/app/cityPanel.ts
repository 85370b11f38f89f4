import { defineAsyncComponent, h } from 'vue'
import { useWords, type Messages } from '#i18n/messages'
import { ready } from './readiness'

/** The city view, loaded after the lists stand: its engine is by far the largest part of the page. Its words come with it. */
export function loadCityPanel(messages: Messages) {
  return defineAsyncComponent({
    delay: 0,
    loader: async () => {
      await ready
      const { CityPanel, mapMessages } = await import('#features/map')
      messages.global.mergeLocaleMessage('vi', { map: mapMessages.vi })
      messages.global.mergeLocaleMessage('en', { map: mapMessages.en })
      return CityPanel
    },
    loadingComponent: {
      setup() {
        const { t } = useWords()
        return () => h('p', { class: 'city-state', role: 'status' }, t('city.loading'))
      },
    },
  })
}
