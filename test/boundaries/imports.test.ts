import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import configuration, { fewestModules } from '../../.dependency-cruiser.mjs'
import { copyTree, projectFolder, runTool, tool, type TreeCopy } from './treeCopy'

type Cruise = { summary: { totalCruised: number; violations: { from: string; to: string; rule: { name: string } }[] } }

async function cruise(folder: string): Promise<Cruise> {
  const program = tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  return JSON.parse(await runTool(folder, program, ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src'])) as Cruise
}

type Break = { rule: string; file: string; text: string; beside?: Record<string, string> }
const importing = (specifier: string): string => `import '${specifier}'\n`

/** One planted break a rule: the file that breaks it, and what it says. */
const breaks: Break[] = [
  {
    rule: 'no-cycles',
    file: 'src/gateway/plantedOne.ts',
    text: "import type { Two } from './plantedTwo'\nexport type One = Two\n",
    beside: { 'src/gateway/plantedTwo.ts': "import type { One } from './plantedOne'\nexport type Two = One | 2\n" },
  },
  { rule: 'every-import-resolves', file: 'src/gateway/plantedNowhere.ts', text: importing('#shared/contract/thatDoesNotExist') },
  { rule: 'shared-is-a-leaf', file: 'src/shared/contract/plantedLeaf.ts', text: importing('../../gateway/tokens') },
  { rule: 'shared-is-a-leaf', file: 'src/shared/contract/plantedPackage.ts', text: importing('vue') },
  { rule: 'storage-and-analysis-stand-on-shared', file: 'src/storage/planted.ts', text: importing('#city/readCity') },
  { rule: 'storage-and-analysis-stand-on-shared', file: 'src/analysis/planted.ts', text: importing('#city/readCity') },
  { rule: 'city-stands-on-shared-and-analysis', file: 'src/city/planted.ts', text: importing('../main/app/places') },
  { rule: 'processes-never-meet', file: 'src/main/app/plantedStation.ts', text: importing('#station/station') },
  { rule: 'processes-never-meet', file: 'src/main/processes/plantedInside.ts', text: importing('../../gateway/startUp') },
  {
    rule: 'processes-never-meet',
    file: 'src/gateway/plantedStation.ts',
    text: "import type { Cache } from '#station/cache/cache'\nexport type C = Cache\n",
  },
  { rule: 'processes-never-meet', file: 'src/station/plantedGateway.ts', text: importing('#gateway/session') },
  { rule: 'processes-never-meet', file: 'src/renderer/session/plantedMain.ts', text: importing('../../main/app/options') },
  { rule: 'processes-never-meet', file: 'src/preload/plantedMain.ts', text: importing('../main/app/options') },
  { rule: 'nobody-imports-an-entry', file: 'src/main/app/plantedEntry.ts', text: importing('../../gateway/utilityEntry?modulePath') },
  {
    rule: 'the-renderer-knows-no-storage-and-no-city-folder',
    file: 'src/renderer/app/plantedCity.ts',
    text: importing('#city/readCity'),
  },
  { rule: 'preload-takes-types-only', file: 'src/preload/plantedSchema.ts', text: importing('#shared/contract/ipc') },
  { rule: 'features-never-meet', file: 'src/renderer/features/alerts/plantedMeeting.ts', text: importing('#features/map') },
  { rule: 'features-look-down', file: 'src/renderer/features/alerts/plantedUp.ts', text: importing('../../app/marks') },
  { rule: 'features-look-down', file: 'src/renderer/session/plantedUp.ts', text: importing('../start') },
  { rule: 'session-looks-down', file: 'src/renderer/session/plantedFeature.ts', text: importing('#features/alerts') },
  { rule: 'ui-looks-down', file: 'src/renderer/ui/plantedSession.ts', text: importing('#session/clock') },
  { rule: 'front-door', file: 'src/renderer/app/plantedBackDoor.ts', text: importing('../features/alerts/alertOrder') },
  {
    rule: 'only-panels-and-views-read-stores',
    file: 'src/renderer/features/alerts/PlantedRow.vue',
    text: '<script setup lang="ts">\nimport { useAlertsStore } from \'./alertsStore\'\nuseAlertsStore()\n</script>\n<template><i /></template>\n',
  },
  {
    rule: 'one-bridge',
    file: 'src/renderer/features/alerts/PlantedPanel.vue',
    text: '<script setup lang="ts">\nimport { callMain } from \'#session/bridge\'\nvoid callMain\n</script>\n<template><i /></template>\n',
  },
  { rule: 'sql-behind-its-doors', file: 'src/station/plantedSql.ts', text: importing('#storage/openDatabase') },
  { rule: 'sql-behind-its-doors', file: 'src/main/app/plantedSql.ts', text: importing('#storage/openDatabase') },
  { rule: 'only-storage-opens-sqlite', file: 'src/station/cache/plantedSqlite.ts', text: importing('better-sqlite3') },
  { rule: 'only-main-and-preload-know-electron', file: 'src/station/plantedElectron.ts', text: importing('electron') },
  {
    rule: 'only-main-and-preload-know-electron',
    file: 'src/gateway/plantedElectron.ts',
    text: "import type { App } from 'electron'\nexport type A = App\n",
  },
  { rule: 'only-the-feed-client-dials', file: 'src/station/link/plantedDial.ts', text: importing('socket.io-client') },
  { rule: 'only-the-gateway-listens', file: 'src/station/plantedListen.ts', text: importing('socket.io') },
  { rule: 'only-the-map-knows-cesium', file: 'src/renderer/app/plantedEngine.ts', text: importing('@cesium/engine') },
  { rule: 'only-the-map-knows-cesium', file: 'src/renderer/features/alerts/plantedCesium.ts', text: importing('cesium') },
  { rule: 'only-rules-know-cel', file: 'src/gateway/plantedExpression.ts', text: importing('@marcbachmann/cel-js') },
  { rule: 'only-cap-and-maps-know-xml', file: 'src/gateway/connectors/scenario/plantedXml.ts', text: importing('saxes') },
  { rule: 'pages-know-no-node', file: 'src/renderer/app/plantedNode.ts', text: importing('node:fs') },
  { rule: 'pages-know-no-node', file: 'src/shared/domain/plantedNode.ts', text: importing('node:crypto') },
  { rule: 'the-product-knows-no-tests', file: 'src/gateway/plantedBuilder.ts', text: importing('#test/builders/alertBuilder') },
  {
    rule: 'no-drawer-of-leftovers',
    file: 'src/gateway/plantedDrawer.ts',
    text: importing('./utils/leftover'),
    beside: { 'src/gateway/utils/leftover.ts': 'export const leftover = 1\n' },
  },
  { rule: 'pure-file-without-test', file: 'src/shared/domain/plantedUntested.ts', text: 'export const untested = 1\n' },
]

describe('import rules', () => {
  let tree: TreeCopy
  let found: Set<string>

  beforeAll(async () => {
    tree = copyTree()
    for (const { file, text, beside } of breaks) tree.plant({ [file]: text, ...beside })
    const { summary } = await cruise(tree.folder)
    found = new Set(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`))
  })
  afterAll(() => tree.remove())

  test.each(breaks)('$rule is reported for $file', ({ rule, file }) => {
    expect([...found].filter((violation) => violation.endsWith(`: ${file}`))).toContain(`${rule}: ${file}`)
  })

  test('nothing but the planted files is reported', () => {
    const planted = breaks.flatMap(({ file, beside }) => [file, ...Object.keys(beside ?? {})])
    expect([...found].filter((violation) => !planted.some((file) => violation.endsWith(`: ${file}`)))).toEqual([])
  })

  test('every rule has a break', () => {
    const broken = new Set(breaks.map(({ rule }) => rule))
    expect(configuration.forbidden.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([])
  })

  test('the real tree is clean, and all of it was read', async () => {
    const { summary } = await cruise(projectFolder)
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
    expect(summary.totalCruised).toBeGreaterThanOrEqual(fewestModules)
  })
})
