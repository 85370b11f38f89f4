import type { Alert } from '../contract/alert'
import type { CityDomain } from '../contract/cityDomainNames'

type Category = Alert['category']

/** The domain that an alert belongs to by its CAP category; alerts of category `Other` belong to none. */
const domains: Record<Category, CityDomain | undefined> = {
  Geo: 'natural-resources',
  Met: 'environment',
  Safety: 'security',
  Security: 'security',
  Rescue: 'security',
  Fire: 'security',
  Health: 'health',
  Env: 'environment',
  Transport: 'traffic',
  Infra: 'urban-order',
  CBRNE: 'security',
  Other: undefined,
}

/** The domain of an alert; undefined where its category names none. */
export function domainOfAlert({ category }: Pick<Alert, 'category'>): CityDomain | undefined {
  return domains[category]
}

/** Whether any alert can be of this domain: no category of CAP speaks of the others. */
export function hasAlertCategory(domain: CityDomain): boolean {
  return Object.values(domains).includes(domain)
}
