import { describe, expect, it } from 'vitest'
import { emptyForm, idOf, wishOf } from './importWish'

describe('wishOf', () => {
  it('takes what stands in the boxes, and leaves out what is empty', () => {
    expect(wishOf({ ...emptyForm, id: ' hue ', name: 'Huế', crs: 'epsg:9213' }).wish).toEqual({
      ...emptyForm,
      id: 'hue',
      name: 'Huế',
      crs: 'EPSG:9213',
      validFrom: null,
    })
    expect(wishOf({ ...emptyForm, id: 'hue', crs: '9213', validFrom: '2025-07-01' }).wish).toMatchObject({
      name: 'hue',
      crs: 'EPSG:9213',
      validFrom: '2025-07-01',
    })
  })

  it('names the boxes that cannot be meant', () => {
    expect(wishOf({ ...emptyForm, id: 'Huế', crs: 'VN-2000', validFrom: '2025-13-40' })).toEqual({
      wish: undefined,
      wrong: new Set(['id', 'crs', 'validFrom']),
    })
    expect(wishOf(emptyForm).wrong).toEqual(new Set(['id']))
  })
})

describe('idOf', () => {
  it.each([
    ['Đông Hà', 'dong-ha'],
    ['TP. Huế (thử)', 'tp-hue-thu'],
    ['…', ''],
  ])('%s is %s', (name, id) => expect(idOf(name)).toBe(id))
})
