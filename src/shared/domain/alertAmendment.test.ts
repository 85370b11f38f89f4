import { expect, test } from 'vitest'
import type { Alert, AlertState, Correction } from '#shared/contract/alert'
import { buildAlert, buildText, builtAtMs } from '#test/builders/alertBuilder'
import { correctedAlert, correctionAfter, isEmptyCorrection, noCorrection, originalOf, sourceAlertOf } from './alertAmendment'

const area = (description: string) => ({ description, polygons: [], circles: [], geocodes: [] })
const source = buildAlert({ texts: [buildText(), buildText({ language: 'en', headline: 'Flooded' })], areas: [area('A'), area('B')] })
const correct = (alert: Alert, changes: Partial<Correction>): Pick<AlertState, 'alert' | 'amended'> => {
  const correction = { ...noCorrection, ...changes }
  return {
    alert: correctedAlert(alert, correction),
    amended: { atMs: builtAtMs, by: 'Lan', reason: 'đo lại', correction, original: originalOf(alert) },
  }
}

test('what is corrected says so in every language and of every area; the rest stays', () => {
  const { alert } = correct(source, { severity: 'low', headline: 'Ngập nhẹ', areaDescription: 'Phường 1' })
  expect([alert.severity, alert.texts.map(({ headline }) => headline), alert.areas.map(({ description }) => description)]).toEqual([
    'low',
    ['Ngập nhẹ', 'Ngập nhẹ'],
    ['Phường 1', ''],
  ])
  expect({ ...alert, severity: source.severity, texts: source.texts, areas: source.areas }).toEqual(source)
})

test.each([source, buildAlert({ areas: [] })])('the source’s words come back whole', (alert) => {
  const corrected = correct(alert, { severity: 'low', headline: 'x', areaDescription: 'y' })
  expect(sourceAlertOf(corrected)).toEqual(alert)
  expect(sourceAlertOf({ alert })).toBe(alert)
})

test('of a correction stays what the source has not changed', () => {
  const before = correct(source, { severity: 'low', headline: 'x', areaDescription: 'y' })
  expect(correctionAfter(source, before)).toEqual({ severity: 'low', headline: 'x', areaDescription: 'y' })
  expect(correctionAfter({ ...source, severity: 'high' }, before)).toEqual({ severity: null, headline: 'x', areaDescription: 'y' })
  const said = { ...source, texts: [buildText({ headline: 'other' })], areas: [area('A')] }
  expect(correctionAfter(said, before)).toEqual({ severity: 'low', headline: null, areaDescription: null })
  expect(correctionAfter(source, { alert: source })).toEqual(noCorrection)
})

test('a correction of nothing is none', () => {
  expect([isEmptyCorrection(noCorrection), isEmptyCorrection({ ...noCorrection, headline: 'x' })]).toEqual([true, false])
})
