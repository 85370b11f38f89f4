import type { Alert } from '#shared/contract/alert'
import type { Gauge } from '#shared/contract/city'
import { placeNames } from '#i18n/alertWords'
import { useWords } from '#i18n/messages'
import { inject, type InjectionKey } from 'vue'

/** Key under which the application provides the city's gauges, which the city names in both languages. */
export const gaugesKey: InjectionKey<() => readonly Pick<Gauge, 'id' | 'name' | 'river'>[]> = Symbol('gauges')

/**
 * How the places of an alert are named: as its source did, but in the reader's language where that is the name of a gauge, which an
 * alert carries in Vietnamese alone.
 */
export function useAlertPlace(): (alert: Pick<Alert, 'areas' | 'measure'>) => string {
  const gauges = inject(gaugesKey, () => [])
  const { language } = useWords()
  return (alert) => {
    const said = placeNames(alert)
    const gauge = gauges().find(({ id }) => id === alert.measure?.gaugeId)
    const nameIn = (tongue: 'vi' | 'en'): string | undefined => gauge && `${gauge.name[tongue]}, ${gauge.river[tongue]}`
    return said === nameIn('vi') ? (nameIn(language.value) ?? said) : said
  }
}
