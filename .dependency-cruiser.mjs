// Imports point one way. Each rule here is broken on purpose in test/boundaries; a rule without such a break does not land.

const FEATURES = '^src/renderer/features/'
const ENTRIES =
  '^src/(gateway/(utility|cli|bundleCli)Entry|city/importEntry|city/cliEntry|station/(entry|cliEntry|search/searchWorker)|main/index|preload/index|renderer/(start|features/(questions/questionsWorker|map/cameraSightWorker)))[.]ts'
const TESTS = '[.]test[.]ts$'

/** One package, known to one place: `who` is the only part of `src` that may import `what`. */
const only = (name, who, what) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: who },
  to: { path: `^(${what}$|node_modules/${what}/)` },
})

/** Pure files: state and facts in, new state out. Each has its test beside it. */
const PURE = [
  'shared/domain/[^/]+',
  'shared/contract/(text|problems|attachmentName)',
  'storage/(migrations|openDatabase|content/(contentStore|leastRecentlyUsed))',
  'analysis/.+',
  'city/readCity',
  'city/import/(buildingHeight|buildingMesh|buildingUse|derivedColumns|importCity|jsonPieces|legacyText|localFrame|overlaps|problemList|problemTable|ringCheck|tileGlb|tileTree|viewpoints|wardLookup)',
  'city/(verify/(tileCheck|verifyCity)|command/cityInfo)',
  'city/read/(?!heightSource|osmElement|sourceProblems|vietnamZones)[^/]+',
  'gateway/(wallCues|authority|requestAuthority|roomModel|commitQueue|connectorHost|tokens)',
  'gateway/rules/[^/]+',
  'gateway/log/sqliteLog',
  'gateway/content/contentDoor',
  'gateway/bundle/[^/]+',
  'gateway/connectors/(cap|scenario)/[^/]+',
  'station/(view|factText|follower|windowHub|cacheKeeper|link/(inbox|batch)|cache/(cache|searchMatch|searchQueries|figuresQueries|factBlock|termQueries)|search/(indexer|reader)|linkDetails|content/(contentDesk|piecePace)|outbox/(outbox|outboxKeeper|outboxNews|drain))',
  'main/app/(autostart|scenesFile|cityImport|chosenCity|options|places|settingsFile|seatsFile|noticeBoard)',
  'main/windows/(appFiles|webRules|displayIdentity|displayMatch|displayQuiet|pageHealth|pageMemory)',
  'renderer/app/(answerExtent|marks|factRouter|keys|turn|atMostEvery)',
  'renderer/features/alertFigures/(figureRows|figuresPeriod|floodLines|floodWatch|typeProposals)',
  'renderer/features/cityImport/importWish',
  'renderer/features/threat/levelActions',
  'renderer/features/(cameras/cameraMap|indicators/alertRate)',
  'renderer/features/viewpoints/viewpointEntries',
  'renderer/features/questions/(questionForm|answering|answerText|quantityText|cityBytes|liveUnits|wallText|shownAnswers)',
  'renderer/features/(alerts|gauges|link|director)/(?!index|directorStore|alertsStore|gaugesStore)[^/]+',
  'renderer/features/map/(buildingTable|buildingPick|groundHeights|layerSettings|layerGuard|moverStore|moverGroups|pointing|answerDrawing|cameraLayer|incidentLayer|cityStreets|cameraSights|cameraSightWork)',
  'renderer/features/map/(baseMap|cameraInput|cameraPose|ellipsoid|frameDriver|governor|groundFrames|labelPlacement|markClusters|marks|projection|scaleBar)',
  'renderer/session/(pendingOnWalls|pendingRequests|simulatedTime)',
  'renderer/i18n/(catalogue|formats|levelWords)',
]

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    // An import that leads nowhere is an import that no rule below can judge.
    { name: 'every-import-resolves', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
    {
      name: 'shared-is-a-leaf',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: TESTS },
      to: { pathNot: ['^src/shared/', '^node_modules/zod/'] },
    },
    {
      name: 'storage-and-analysis-stand-on-shared',
      severity: 'error',
      from: { path: '^src/(storage|analysis)/' },
      to: { path: '^src/', pathNot: ['^src/$1/', '^src/shared/'] },
    },
    {
      name: 'city-stands-on-shared-and-analysis',
      severity: 'error',
      from: { path: '^src/city/' },
      to: { path: '^src/', pathNot: ['^src/city/', '^src/(shared|analysis)/'] },
    },
    {
      name: 'processes-never-meet',
      severity: 'error',
      from: { path: '^src/(main|preload|renderer|gateway|station)/' },
      to: { path: '^src/(main|preload|renderer|gateway|station)/', pathNot: ['^src/$1/', ENTRIES] },
    },
    {
      name: 'nobody-imports-an-entry',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/processes/(gateway|station|import)Process[.]ts$' },
      to: { path: ENTRIES },
    },
    {
      name: 'the-renderer-knows-no-storage-and-no-city-folder',
      severity: 'error',
      from: { path: '^src/(renderer|preload)/' },
      to: { path: '^src/(storage|city)/' },
    },
    {
      name: 'preload-takes-types-only',
      severity: 'error',
      from: { path: '^src/preload/' },
      to: { path: '^src/shared/', pathNot: '^src/shared/contract/channels[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-never-meet',
      severity: 'error',
      from: { path: `${FEATURES}([^/]+)/` },
      to: { path: FEATURES, pathNot: `${FEATURES}$1/` },
    },
    {
      name: 'features-look-down',
      severity: 'error',
      from: { path: '^src/renderer/(features|session|ui|i18n)/' },
      to: { path: '^src/renderer/(app/|start[.]ts)' },
    },
    { name: 'session-looks-down', severity: 'error', from: { path: '^src/renderer/(session|ui|i18n)/' }, to: { path: FEATURES } },
    { name: 'ui-looks-down', severity: 'error', from: { path: '^src/renderer/(ui|i18n)/' }, to: { path: '^src/renderer/session/' } },
    {
      name: 'front-door',
      severity: 'error',
      from: { path: '^src/renderer/(app/|start[.]ts)' },
      to: { path: FEATURES, pathNot: `${FEATURES}[^/]+/index[.]ts$` },
    },
    {
      name: 'only-panels-and-views-read-stores',
      severity: 'error',
      from: { path: '^src/renderer/(features|ui)/.+[.]vue$', pathNot: '(Panel|View)[.]vue$' },
      to: { path: 'Store[.]ts$' },
    },
    {
      name: 'one-bridge',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: ['Store[.]ts$', '^src/renderer/app/[^/]+[.]ts$', '^src/renderer/start[.]ts$', TESTS] },
      to: { path: '^src/renderer/session/bridge[.]ts$' },
    },
    {
      name: 'sql-behind-its-doors',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(storage|gateway/log|station/(cache|outbox))/' },
      // Claiming a folder and keeping contents under their hashes is no SQL to those who ask for it.
      to: { path: '^src/storage/', pathNot: '^src/storage/(claimFolder[.]ts$|content/)' },
    },
    only('only-storage-opens-sqlite', '^src/storage/', 'better-sqlite3'),
    only('only-main-and-preload-know-electron', '^src/(main|preload)/', 'electron'),
    only('only-the-feed-client-dials', '^src/station/link/feedClient[.]ts$', 'socket[.]io-client'),
    only('only-the-gateway-listens', '^src/gateway/', 'socket[.]io'),
    only('only-the-map-knows-cesium', FEATURES + 'map/', '(cesium|@cesium/[^/]+)'),
    only('only-rules-know-cel', '^src/gateway/rules/', '@marcbachmann/cel-js'),
    only('only-cap-and-maps-know-xml', '^src/(gateway/connectors/cap/|city/read/osmXml[.]ts$)', 'saxes'),
    {
      name: 'pages-know-no-node',
      severity: 'error',
      from: { path: '^src/(renderer|shared|preload|analysis)/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-product-knows-no-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: ['^test/', TESTS, '^node_modules/(vitest|fast-check|@vue/test-utils|happy-dom)/'] },
    },
    {
      name: 'no-drawer-of-leftovers',
      severity: 'error',
      from: {},
      to: { path: '/(utils?|helpers?|common|misc|lib|types)(/|[.][a-z]+$)', pathNot: 'node_modules' },
    },
    {
      name: 'pure-file-without-test',
      severity: 'error',
      from: { path: TESTS },
      module: { path: `^src/(${PURE.join('|')})(?<![.]test)[.]ts$`, numberOfDependentsLessThan: 1 },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    // Packages that are linked in keep the name that the rules know.
    preserveSymlinks: true,
    // Vite's own additions to a path (`?raw`, `?modulePath`) are not part of the file's name.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.vue', '.d.ts', '.js', '.mjs', '.css', '.json'],
    },
  },
}

/** Fewest modules that a healthy run over `src` sees, packages included. A tool that stopped reading imports sees far fewer, and would call any tree clean. */
export const fewestModules = 250
