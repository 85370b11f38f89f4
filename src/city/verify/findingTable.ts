/** Everything that can be wrong with a finished city folder or tileset, in both languages; `{word}` is filled from the finding's detail. */
const findingTable = {
  'folder-unreadable': { vi: 'Không đọc được {file}: {reason}.', en: '{file} cannot be read: {reason}.' },
  'json-broken': { vi: 'Tệp không phải JSON: {reason}.', en: 'Not JSON: {reason}.' },
  'not-of-the-contract': { vi: 'Nội dung sai quy cách: {reason}.', en: 'Not as the contract says: {reason}.' },
  'file-missing': { vi: 'Thiếu tệp.', en: 'The file is missing.' },
  'file-not-listed': { vi: 'Tệp không có trong danh mục của city.json.', en: 'The file is not in the inventory of city.json.' },
  'file-changed': {
    vi: 'Nội dung khác với danh mục (SHA-256 {found}, đúng ra {listed}).',
    en: 'Its content is not what the inventory says (SHA-256 {found} instead of {listed}).',
  },
  'file-size': { vi: 'Dài {found} byte, danh mục ghi {listed}.', en: '{found} bytes long; the inventory says {listed}.' },
  'uri-outside': { vi: 'Địa chỉ "{uri}" dẫn ra ngoài thư mục.', en: 'The address "{uri}" leads out of the folder.' },
  'uri-remote': {
    vi: 'Địa chỉ "{uri}" nằm trên mạng; thành phố phải dùng được khi không có mạng.',
    en: 'The address "{uri}" is on a network; a city must work without one.',
  },
  'tile-old-format': {
    vi: 'Ô "{uri}" ở định dạng 3D Tiles 1.0; không kiểm tra được. Chỉ nên mở để xem.',
    en: 'The tile "{uri}" is 3D Tiles 1.0, which is not verified. Open it read-only if at all.',
  },
  'tileset-version': { vi: 'Phiên bản 3D Tiles {version}; cần 1.1.', en: '3D Tiles version {version}; 1.1 is needed.' },
  'refine-unknown': {
    vi: 'refine là "{refine}", phải là ADD hoặc REPLACE (chữ hoa).',
    en: 'refine is "{refine}"; it must be ADD or REPLACE, in capitals.',
  },
  'error-rises': {
    vi: 'Sai số hình học {error} lớn hơn của ô chứa nó ({above}).',
    en: 'The geometric error {error} is larger than that above it ({above}).',
  },
  'box-outside': {
    vi: 'Hộp bao nhô ra ngoài hộp của ô chứa nó {beyondM} m.',
    en: 'The box sticks out of the one around it by {beyondM} m.',
  },
  'content-outside': { vi: 'Hình học nhô ra ngoài hộp bao {beyondM} m.', en: 'The geometry sticks out of its box by {beyondM} m.' },
  'volume-unknown': { vi: 'Khối bao không phải là hộp.', en: 'The bounding volume is not a box.' },
  'transform-unexpected': { vi: 'Chỉ ô gốc được có phép biến đổi.', en: 'Only the root may have a transform.' },
  'tileset-too-large': { vi: 'Cây ô quá lớn ({tiles} ô).', en: 'The tree of tiles is too large ({tiles} tiles).' },
  'glb-broken': { vi: 'Tệp glb hỏng: {reason}.', en: 'Broken glb: {reason}.' },
  'glb-extension': { vi: 'Cần phần mở rộng không biết: {extension}.', en: 'It requires an extension that is not known: {extension}.' },
  'glb-bomb': {
    vi: 'Giải nén ra {megabytes} MB, giới hạn {limit} MB.',
    en: 'It would unpack to {megabytes} MB; the limit is {limit} MB.',
  },
  'glb-misaligned': {
    vi: 'Vùng dữ liệu {view} lệch (bắt đầu ở byte {offset}).',
    en: 'View {view} is misaligned (it starts at byte {offset}).',
  },
  'glb-index-range': { vi: 'Chỉ số {index} vượt quá {count} đỉnh.', en: 'Index {index} is beyond the {count} vertices.' },
  'glb-too-many-ids': { vi: '{count} đối tượng không đánh số được bằng 16 bit.', en: '{count} features cannot be numbered in 16 bits.' },
  'glb-feature-count': {
    vi: 'Số đối tượng không khớp: khai báo {declared}, bảng {table}, trong hình {used}.',
    en: 'Counts of features differ: declared {declared}, table {table}, in the mesh {used}.',
  },
  'glb-minimum': {
    vi: 'Giới hạn tọa độ khai báo không khớp với dữ liệu.',
    en: 'The declared limits of the positions are not those of the data.',
  },
  'metadata-broken': { vi: 'Bảng thuộc tính hỏng ({property}): {reason}.', en: 'Broken property table ({property}): {reason}.' },
  'value-unknown': { vi: 'Giá trị {value} của {property} không có nghĩa.', en: 'The value {value} of {property} has no meaning.' },
  'id-twice': { vi: 'Mã "{id}" có ở hai ô.', en: 'The id "{id}" is in two tiles.' },
  'id-only-in-tiles': { vi: 'Mã "{id}" có trong ô mà không có trong bảng.', en: 'The id "{id}" is in the tiles and not in the table.' },
  'id-only-in-table': { vi: 'Mã "{id}" có trong bảng mà không có trong ô.', en: 'The id "{id}" is in the table and not in the tiles.' },
  'value-differs': {
    vi: '{property} của "{id}" là {tile} trong ô và {table} trong bảng.',
    en: '{property} of "{id}" is {tile} in the tiles and {table} in the table.',
  },
  'table-broken': { vi: 'Bảng hỏng: {reason}.', en: 'Broken table: {reason}.' },
} as const satisfies Record<string, { vi: string; en: string }>

export type FindingCode = keyof typeof findingTable

/** Every code, in the order of the table. */
export const findingCodes = Object.keys(findingTable) as FindingCode[]

/** One thing wrong with a file of a city: the file by its path within the folder, and the building where there is one. */
export type Finding = {
  code: FindingCode
  file: string
  /** Row or index in the file; null for the file as a whole. */
  index: number | null
  id: string | null
  place: { lonDeg: number; latDeg: number } | null
  detail: Readonly<Record<string, string | number>>
}

/** The sentence of a finding in both languages, without the file's name. */
export function findingSentence({ code, detail, id }: Pick<Finding, 'code' | 'detail' | 'id'>): { vi: string; en: string } {
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_, word: string) => String(detail[word] ?? (word === 'id' ? id : '?')))
  return { vi: fill(findingTable[code].vi), en: fill(findingTable[code].en) }
}

/** Says that a file is not as it must be; caught where the file is known. */
export class Unsound extends Error {
  readonly code: FindingCode
  readonly detail: Finding['detail']
  constructor(code: FindingCode, detail: Finding['detail'] = {}) {
    super(`${code} ${JSON.stringify(detail)}`)
    this.code = code
    this.detail = detail
  }
}
