import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DraftItem } from '#city/import/draft'
import { defaultLimits, openSource } from '#city/import/sourceFile'
import { gathered } from '#test/builders/gathered'
import { facilitiesReader } from './facilitiesCsv'

async function itemsOf(content: string | Uint8Array): Promise<DraftItem[]> {
  const path = join(await mkdtemp(join(tmpdir(), 'facilities-')), 'facilities.csv')
  await writeFile(path, content)
  return gathered(facilitiesReader.read(await openSource(path), { limits: defaultLimits }))
}
const header = 'id,name_vi,kind,lon,lat,capacity'
const codesOf = (items: readonly DraftItem[]): (string | DraftItem['kind'])[] =>
  items.map((item) => (item.kind === 'problem' ? item.problem.code : item.kind))

describe('facilities', () => {
  it('are read with their columns in any order, as an office program writes them', async () => {
    const items = await itemsOf(
      '\ufeffKIND;Lat;Lon;Name_vi;ID\r\nBệnh viện;16,8;107,1;"Bệnh viện; cơ sở 2";bv-2\r\nschool;16.81;107.11;Trường A;t-a\r\n',
    )
    expect(items).toEqual([
      {
        kind: 'facility',
        facility: {
          index: 1,
          id: 'bv-2',
          nameVi: 'Bệnh viện; cơ sở 2',
          nameEn: 'Benh vien; co so 2',
          kind: 'hospital',
          lonDeg: 107.1,
          latDeg: 16.8,
          capacity: null,
          phone: null,
          certainty: 'as its source has it',
        },
      },
      { kind: 'facility', facility: expect.objectContaining({ id: 't-a', kind: 'school' }) },
    ])
  })

  it.each([
    ['bv-1,Bệnh viện,hospital,107.1,16.8', 'facility-fields'],
    ['bv-1,Bệnh viện,hospital,,16.8,1', 'facility-place'],
    ['bv-1,Bệnh viện,hospital,107.1,Infinity,1', 'facility-place'],
    ['bv-1,Bệnh viện,quán ăn,107.1,16.8,1', 'facility-kind'],
    ['BV 1,Bệnh viện,hospital,107.1,16.8,1', 'facility-id'],
    ['bv-1,,hospital,107.1,16.8,1', 'facility-name'],
    ['bv-1,Bệnh viện,hospital,107.1,16.8,khoảng 500', 'facility-capacity'],
    ['bv-1,BÖnh viÖn §«ng Hµ,hospital,107.1,16.8,1', 'text-legacy-encoding'],
    ['bv-1,Beänh vieän Ñoâng Haø,hospital,107.1,16.8,1', 'text-legacy-encoding'],
    ['bv-1,Bá»‡nh viá»‡n ÄÃ´ng HÃ ,hospital,107.1,16.8,1', 'text-legacy-encoding'],
  ])('are told apart when they cannot be used: %s', async (line, code) => {
    const items = await itemsOf(`${header}\nok-1,Trạm,police,107.1,16.8,5\n${line}\n`)
    expect(codesOf(items)).toEqual(['facility', code])
    expect(items[1]).toMatchObject({ problem: { index: 2 } })
  })

  it('with the same id twice are told', async () => {
    expect(codesOf(await itemsOf(`${header}\na,Trạm,police,107.1,16.8,5\na,Trạm,police,107.1,16.8,5`))).toEqual(['facility', 'facility-id'])
  })

  it('in another Unicode form are put right, and it is said', async () => {
    const items = await itemsOf(`${header}\na,${'Chợ Đông Hà'.normalize('NFD')},market,107.1,16.8,`)
    expect(codesOf(items)).toEqual(['text-not-nfc', 'facility'])
    expect(items[1]).toMatchObject({ facility: { nameVi: 'Chợ Đông Hà' } })
  })

  it('in metres or with axes swapped are told', async () => {
    expect(codesOf(await itemsOf(`${header}\na,Trạm,police,16.8,107.1,5`))).toContain('coordinates-swapped')
    expect(codesOf(await itemsOf(`${header}\na,Trạm,police,590000,1860000,5`))).toContain('coordinates-in-metres')
  })

  it.each([
    ['without a column it needs', 'id,name_vi,kind,lon\n', 'facilities-header'],
    ['that is empty', '', 'facilities-header'],
    ['with a quotation that never ends', `${header}\n"a,b`, 'facilities-broken'],
    ['in another encoding', Uint8Array.of(0x69, 0x64, 0x2c, 0xd0, 0x20), 'not-utf8'],
  ])('in a file %s are refused', async (_, content, code) => {
    await expect(itemsOf(content)).rejects.toMatchObject({ problem: { code } })
  })
})
