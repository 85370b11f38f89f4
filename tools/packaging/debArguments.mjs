/** Options of fpm with a value, by the name it is kept under. */
const single = new Map(
  Object.entries({
    '-s': 'source',
    '-t': 'target',
    '--architecture': 'architecture',
    '--after-install': 'afterInstall',
    '--after-remove': 'afterRemove',
    '--description': 'description',
    '--version': 'version',
    '--iteration': 'iteration',
    '--package': 'file',
    '--name': 'name',
    '--maintainer': 'maintainer',
    '--vendor': 'vendor',
    '--url': 'url',
    '--category': 'section',
    '--deb-priority': 'priority',
    '--deb-compression': 'compression',
    '--license': 'license',
    '--log': 'log',
  }),
)
const repeated = new Map(Object.entries({ '-d': 'depends', '--depends': 'depends', '--deb-recommends': 'recommends' }))

/**
 * @typedef {object} DebOrder
 * @property {Record<string, string>} values Options by the names above.
 * @property {string[]} depends
 * @property {string[]} recommends
 * @property {{ from: string, to: string }[]} files Source path and absolute path in the package; a source that ends in / is a folder's content.
 */

/**
 * Reads the command line that electron-builder gives to fpm for a .deb.
 * @param {readonly string[]} line
 * @returns {DebOrder}
 */
export function parseDebArguments(line) {
  /** @type {DebOrder} */
  const order = { values: {}, depends: [], recommends: [], files: [] }
  for (let index = 0; index < line.length; index++) {
    const word = line[index]
    const list = repeated.get(word)
    const name = single.get(word)
    if (list !== undefined) order[/** @type {'depends' | 'recommends'} */ (list)].push(line[++index])
    else if (name !== undefined) order.values[name] = line[++index]
    else if (!word.startsWith('-')) order.files.push(splitMapping(word))
    else if (word !== '--force' && word !== '--debug') throw new Error(`option ${word} is not understood`)
  }
  if (order.values.target !== 'deb' || order.values.source !== 'dir') throw new Error('only a .deb out of folders can be made')
  return order
}

/** @param {string} word */
function splitMapping(word) {
  const at = word.lastIndexOf('=/')
  if (at < 0) throw new Error(`${word} does not say where it goes`)
  return { from: word.slice(0, at), to: word.slice(at + 1) }
}

/**
 * The control file of a Debian package (Debian Policy, chapter 5).
 * @param {DebOrder} order
 * @param {number} installedKib
 */
export function controlFile({ values, depends, recommends }, installedKib) {
  const version = values.iteration === undefined ? values.version : `${values.version}-${values.iteration}`
  const fields = [
    ['Package', values.name],
    ['Version', version],
    ['Architecture', values.architecture],
    ['Maintainer', values.maintainer],
    ['Installed-Size', String(installedKib)],
    ['Depends', depends.join(', ')],
    ['Recommends', recommends.join(', ')],
    ['Section', values.section ?? 'misc'],
    ['Priority', values.priority ?? 'optional'],
    ['Homepage', values.url ?? ''],
    ['Description', foldDescription(values.description ?? values.name)],
  ]
  return fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}

/** First line as it is, the others indented, an empty one as a full stop. @param {string} text */
function foldDescription(text) {
  const [first, ...others] = text.trim().split('\n')
  return [first.trim(), ...others.map((line) => ` ${line.trim() || '.'}`)].join('\n')
}
