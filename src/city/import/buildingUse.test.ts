import { expect, test } from 'vitest'
import { buildingUseOf } from './buildingUse'

test('words of sources become uses of the contract', () => {
  expect(['nha_o', 'Nhà ở', 'Bệnh viện', 'đình', 'office', 'train_station', 'hospital', 'zzz'].map(buildingUseOf)).toEqual([
    'residential',
    'residential',
    'hospital',
    'religious',
    'office',
    'transport',
    'hospital',
    undefined,
  ])
})
