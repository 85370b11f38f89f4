/** What a key can ask of the desk. */
export type Command =
  | { name: 'next' }
  | { name: 'previous' }
  | { name: 'open' }
  | { name: 'acknowledge' }
  | { name: 'take' }
  | { name: 'assign' }
  | { name: 'note' }
  | { name: 'amend' }
  | { name: 'close' }
  | { name: 'acknowledgeWith' }
  | { name: 'shelve' }
  | { name: 'escalate' }
  | { name: 'outOfService' }
  | { name: 'reopen' }
  | { name: 'pick' }
  | { name: 'pickAll' }
  | { name: 'undo' }
  | { name: 'sound' }
  | { name: 'types' }
  | { name: 'showOnMap' }
  | { name: 'search' }
  | { name: 'newest' }
  | { name: 'flood' }
  | { name: 'figures' }
  | { name: 'gauge' }
  | { name: 'viewpoint'; index: number }
  | { name: 'outbox' }
  | { name: 'conflicts' }
  | { name: 'toWall' }
  | { name: 'wall' }
  | { name: 'threat' }
  | { name: 'dismissNotice' }
  | { name: 'history' }
  | { name: 'link' }
  | { name: 'questions' }
  | { name: 'viewpoints' }
  | { name: 'cityImport' }
  | { name: 'layers' }
  | { name: 'replay' }
  | { name: 'language' }
  | { name: 'help' }
  | { name: 'back' }
export type CommandName = Command['name']

/** A key press, and where the focus stood. */
export type KeyPress = { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean; isComposing: boolean; repeat: boolean }
/** `text`: a box that letters go into; `control`: a button or link, which Enter presses. */
export type FocusPlace = 'text' | 'control' | 'elsewhere'

/** The key card: what each command answers to, in the order it is printed. */
export const keyTable: readonly { name: CommandName; keys: readonly string[]; shown: readonly string[] }[] = [
  { name: 'next', keys: ['j', 'arrowdown'], shown: ['J', '↓'] },
  { name: 'previous', keys: ['k', 'arrowup'], shown: ['K', '↑'] },
  { name: 'open', keys: ['enter'], shown: ['Enter'] },
  { name: 'acknowledge', keys: ['a'], shown: ['A'] },
  { name: 'take', keys: ['t'], shown: ['T'] },
  { name: 'assign', keys: ['p'], shown: ['P'] },
  { name: 'note', keys: ['n'], shown: ['N'] },
  { name: 'amend', keys: ['r'], shown: ['R'] },
  { name: 'close', keys: ['d'], shown: ['D'] },
  { name: 'acknowledgeWith', keys: ['q'], shown: ['Q'] },
  { name: 'shelve', keys: ['s'], shown: ['S'] },
  { name: 'escalate', keys: ['e'], shown: ['E'] },
  { name: 'outOfService', keys: ['i'], shown: ['I'] },
  { name: 'reopen', keys: ['u'], shown: ['U'] },
  { name: 'pick', keys: ['.'], shown: ['.'] },
  { name: 'pickAll', keys: ['*'], shown: ['*'] },
  { name: 'undo', keys: ['z'], shown: ['Z'] },
  { name: 'sound', keys: ['g s'], shown: ['G S'] },
  { name: 'types', keys: ['g b'], shown: ['G B'] },
  { name: 'showOnMap', keys: ['m'], shown: ['M'] },
  { name: 'search', keys: ['/'], shown: ['/'] },
  { name: 'newest', keys: ['home'], shown: ['Home'] },
  { name: 'flood', keys: ['f'], shown: ['F'] },
  { name: 'figures', keys: ['g f'], shown: ['G F'] },
  { name: 'gauge', keys: ['b'], shown: ['B'] },
  { name: 'viewpoint', keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], shown: ['1–9'] },
  { name: 'outbox', keys: ['o'], shown: ['O'] },
  { name: 'conflicts', keys: ['g x'], shown: ['G X'] },
  { name: 'toWall', keys: ['w'], shown: ['W'] },
  { name: 'wall', keys: ['g w'], shown: ['G W'] },
  { name: 'threat', keys: ['g t'], shown: ['G T'] },
  { name: 'dismissNotice', keys: ['x'], shown: ['X'] },
  { name: 'history', keys: ['ctrl+f', 'g l'], shown: ['Ctrl+F', 'G L'] },
  { name: 'link', keys: ['g k'], shown: ['G K'] },
  { name: 'questions', keys: ['h'], shown: ['H'] },
  { name: 'viewpoints', keys: ['g v'], shown: ['G V'] },
  { name: 'cityImport', keys: ['g i'], shown: ['G I'] },
  { name: 'layers', keys: ['v'], shown: ['V'] },
  { name: 'replay', keys: ['y'], shown: ['Y'] },
  { name: 'language', keys: ['l'], shown: ['L'] },
  { name: 'help', keys: ['?'], shown: ['?'] },
  { name: 'back', keys: ['escape'], shown: ['Esc'] },
]

const nameByKey = new Map(keyTable.flatMap(({ name, keys }) => keys.map((key) => [key, name] as const)))
// A key held down walks through the list; anything else is meant once.
const repeatedCommands = new Set<CommandName>(['next', 'previous'])
const scrollingKeys = new Set(['arrowdown', 'arrowup', 'home'])

/** The command of a key press, `afterG` when the key before was G; undefined when it belongs to what has the focus, or to nobody. */
export function commandOf(press: KeyPress, place: FocusPlace, isInScroller: boolean, afterG = false): Command | undefined {
  if (press.isComposing || press.altKey || press.metaKey) return undefined
  const letter = press.key.toLowerCase()
  const key = press.ctrlKey ? `ctrl+${letter}` : afterG ? `g ${letter}` : letter
  const name = nameByKey.get(key)
  if (name === undefined) return undefined
  if (press.repeat && !repeatedCommands.has(name)) return undefined
  if (place === 'text' && name !== 'back' && !press.ctrlKey) return undefined
  if (place === 'control' && name === 'open') return undefined
  if (isInScroller && scrollingKeys.has(key)) return undefined
  // There are more commands than the compiler takes apart one by one.
  return name === 'viewpoint' ? { name, index: Number(key) - 1 } : ({ name } as Command)
}

/** What has the focus, as far as keys are concerned. */
export function focusPlaceOf(target: EventTarget | null): FocusPlace {
  if (!(target instanceof HTMLElement)) return 'elsewhere'
  if (target.matches('input, textarea, select, [contenteditable="true"]')) return 'text'
  return target.matches('button, a, summary') ? 'control' : 'elsewhere'
}
