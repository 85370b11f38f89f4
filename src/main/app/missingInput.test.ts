import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { missingInput } from './missingInput'
import { readOptions } from './options'
import { placesIn } from './places'

const places = placesIn('/tmp/room', resolve('resources'), null)
const missing = (...argv: string[]) => missingInput(readOptions(argv), places)

test('what the options name must be there', () => {
  expect(missing()).toBeNull()
  expect(missing('--scenario=hieu-river-flood-2020-10')).toBeNull()
  expect(missing('--gateway=http://127.0.0.1:4170', `--token-file=${resolve('package.json')}`)).toBeNull()
  expect(missing('--scenario=no-such-flood')).toMatch(/no scenario "no-such-flood" in .*scenarios/)
  expect(missing('--scenario=../samples/x')).toMatch(/no scenario/)
  expect(missing('--gateway=http://127.0.0.1:4170')).toMatch(/--token-file/)
  expect(missing('--gateway=http://127.0.0.1:4170', '--token-file=/no/such/file')).toMatch(/no token file \/no\/such\/file/)
  expect(missing('--gateway=http://127.0.0.1:4170', '--token-file=x', '--scenario=hieu-river-flood-2020-10')).toMatch(/does not go with/)
})
