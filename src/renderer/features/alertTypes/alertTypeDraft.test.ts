import { buildAlertType } from '#test/builders/alertTypeBuilder'
import { alertType, consequenceGrades } from '#shared/contract/alertType'
import { describe, expect, it } from 'vitest'
import { changesBetween, draftFields, draftOf, grades, typeOf } from './alertTypeDraft'

const type = buildAlertType()
const known = ['song-hieu-bd3', 'song-hieu-bd4']

describe('a type of alert in text boxes', () => {
  it('comes back as it was, and every box is on the page once', () => {
    expect(typeOf(draftOf(type), type, known)).toEqual(type)
    expect(draftFields.map(({ field }) => field).toSorted()).toEqual(Object.keys(draftOf(type)).toSorted())
    expect(grades).toEqual(consequenceGrades)
  })

  it('takes what was changed, in the contract’s units', () => {
    const draft = {
      ...draftOf(type),
      shelvingMinutes: ' 5 ',
      unseenMinutes: '',
      deadBandValue: '0,1',
      suppressedBy: '',
      cameraIds: 'a, b,',
    }
    const changed = typeOf(draft, type, known)
    expect(alertType.parse(changed)).toEqual({
      ...type,
      shelvingLimitMs: 300_000,
      escalation: { ...type.escalation, unseenAfterMs: null },
      deadBand: { value: 0.1, unit: 'm' },
      suppression: null,
      cameraIds: ['a', 'b'],
    })
  })

  it.each([
    ['nameVi', ' '],
    ['respondMinutes', '0'],
    ['shelvingMinutes', 'x'],
    ['onDelayMinutes', ''],
    ['suppressedBy', 'unknown'],
    ['suppressedBy', 'song-hieu-bd3'],
    ['deadBandUnit', ''],
    ['consequenceGrade', 'grave'],
  ] as const)('says that %s cannot be "%s"', (field, value) => {
    expect(typeOf({ ...draftOf(type), [field]: value }, type, known)).toEqual({ invalid: field })
  })

  it('tells what is different, box by box', () => {
    const after = { ...type, shelvingLimitMs: 60_000, owner: { ...type.owner, vi: 'Công an' } }
    expect(changesBetween(type, after)).toEqual([
      { field: 'ownerVi', before: 'Ban chỉ huy phòng, chống thiên tai', after: 'Công an' },
      { field: 'shelvingMinutes', before: '15', after: '1' },
    ])
    expect(changesBetween(type, type)).toEqual([])
    expect(changesBetween(undefined, type)).toHaveLength(draftFields.length)
  })
})
