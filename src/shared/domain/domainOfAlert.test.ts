import { expect, test } from 'vitest'
import { alertCategory } from '../contract/alert'
import { cityDomains } from '../contract/cityDomainNames'
import { domainOfAlert, hasAlertCategory } from './domainOfAlert'

test('an alert belongs to the domain its category speaks of; four of the ten are in no category', () => {
  expect(domainOfAlert({ category: 'Transport' })).toBe('traffic')
  expect(domainOfAlert({ category: 'Other' })).toBeUndefined()
  for (const category of alertCategory.options) {
    const domain = domainOfAlert({ category })
    if (domain !== undefined) expect(hasAlertCategory(domain)).toBe(true)
  }
  expect(cityDomains.filter((domain) => !hasAlertCategory(domain))).toEqual(['citizens', 'administration', 'tourism', 'education'])
})
