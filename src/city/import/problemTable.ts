import { ofOtherSources } from '#city/read/sourceProblems'

/**
 * Everything an importer can find wrong, with its sentences in both languages; `{word}` is filled from the problem's detail.
 * `refuse`: nothing is imported. `reject`: the feature cannot be used; the import fails unless the person lets it go on without. `warn`: counted and said.
 */
export type Severity = 'refuse' | 'reject' | 'warn'
type Row = { severity: Severity; vi: string; en: string }

/** Buildings, text, files. */
const ofBuildings = {
  'file-unreadable': {
    severity: 'refuse',
    vi: 'Không đọc được tệp {file}: {reason}.',
    en: 'The file {file} cannot be read: {reason}.',
  },
  'file-too-large': {
    severity: 'refuse',
    vi: 'Tệp {file} lớn hơn giới hạn {limitMb} MB (sau khi giải nén). Hãy chia nhỏ.',
    en: 'The file {file} is larger than the limit of {limitMb} MB (unpacked). Split it.',
  },
  'too-many-features': {
    severity: 'refuse',
    vi: 'Tệp có hơn {limit} đối tượng. Hãy chia nhỏ.',
    en: 'The file has more than {limit} features. Split it.',
  },
  'nested-too-deep': {
    severity: 'refuse',
    vi: 'JSON lồng sâu quá {limit} tầng.',
    en: 'JSON nested deeper than {limit} levels.',
  },
  'feature-too-large': {
    severity: 'refuse',
    vi: 'Một đối tượng dài hơn {limitMb} MB.',
    en: 'One feature is longer than {limitMb} MB.',
  },
  'format-unknown': {
    severity: 'refuse',
    vi: 'Không nhận ra định dạng của {file}. Các định dạng nhận được: {known}.',
    en: 'The format of {file} is not known. What can be read: {known}.',
  },
  'json-broken': { severity: 'refuse', vi: 'JSON hỏng: {reason}.', en: 'Broken JSON: {reason}.' },
  'not-utf8': {
    severity: 'refuse',
    vi: 'Văn bản không phải UTF-8 (byte {byte}). Hãy lưu lại tệp ở UTF-8.',
    en: 'The text is not UTF-8 (byte {byte}). Save the file as UTF-8.',
  },
  'crs-late': {
    severity: 'refuse',
    vi: 'Hệ tọa độ "{crs}" chỉ được khai báo sau các đối tượng. Hãy khai báo bằng --crs.',
    en: 'The coordinate system "{crs}" is declared after the features. Declare it with --crs.',
  },
  'nothing-found': {
    severity: 'refuse',
    vi: 'Không có công trình nào dùng được trong nguồn.',
    en: 'There is no building that can be used in the source.',
  },
  'coordinate-not-a-number': {
    severity: 'refuse',
    vi: 'Tọa độ không phải là số hữu hạn ({value}).',
    en: 'A coordinate is not a finite number ({value}).',
  },
  'coordinate-out-of-range': {
    severity: 'refuse',
    vi: 'Tọa độ {x}, {y} nằm ngoài trái đất.',
    en: 'The coordinate {x}, {y} is not on the earth.',
  },
  'geometry-collection': {
    severity: 'reject',
    vi: 'GeometryCollection không dùng được; hãy tách thành Polygon.',
    en: 'A GeometryCollection cannot be used; split it into polygons.',
  },
  'geometry-not-polygon': {
    severity: 'reject',
    vi: 'Hình học là {type}, cần Polygon hoặc MultiPolygon.',
    en: 'The geometry is a {type}; a Polygon or MultiPolygon is needed.',
  },
  'geometry-empty': { severity: 'warn', vi: 'Hình học rỗng, đã bỏ qua.', en: 'Empty geometry, skipped.' },
  'height-dropped': {
    severity: 'warn',
    vi: 'Tọa độ có thành phần cao độ; đã bỏ vì không biết gốc cao.',
    en: 'Coordinates have a height; it was dropped, since its datum is not declared.',
  },
  'ring-too-short': {
    severity: 'reject',
    vi: 'Đường bao chỉ có {points} điểm khác nhau, cần ít nhất 3.',
    en: 'The outline has only {points} different points; it needs 3.',
  },
  'ring-closed': { severity: 'warn', vi: 'Đường bao chưa khép, đã tự khép.', en: 'The outline was not closed; closed.' },
  'ring-rewound': { severity: 'warn', vi: 'Đường bao sai chiều, đã đảo lại.', en: 'The outline was wound the wrong way; turned.' },
  'ring-self-crossing': {
    severity: 'reject',
    vi: 'Đường bao tự cắt tại đây.',
    en: 'The outline crosses itself here.',
  },
  'ring-touches-itself': {
    severity: 'reject',
    vi: 'Đường bao tự chạm tại đây.',
    en: 'The outline touches itself here.',
  },
  'ring-wound-twice': {
    severity: 'reject',
    vi: 'Đường bao chạy quanh {turns} vòng.',
    en: 'The outline goes round {turns} times.',
  },
  'ring-spike': { severity: 'warn', vi: 'Đường bao có gai, đã cắt bỏ.', en: 'The outline has a spike; cut off.' },
  'ring-no-area': { severity: 'reject', vi: 'Đường bao không có diện tích.', en: 'The outline has no area.' },
  'hole-outside': { severity: 'reject', vi: 'Lỗ nằm ngoài hoặc cắt đường bao.', en: 'A hole lies outside the outline or crosses it.' },
  'holes-overlap': { severity: 'reject', vi: 'Các lỗ chồng lên nhau.', en: 'Holes overlap.' },
  'polygon-split': {
    severity: 'warn',
    vi: 'MultiPolygon đã tách thành {parts} công trình.',
    en: 'A MultiPolygon became {parts} buildings.',
  },
  'area-unusual': { severity: 'warn', vi: 'Diện tích {areaM2} m² là bất thường.', en: 'An area of {areaM2} m² is unusual.' },
  'buildings-overlap': {
    severity: 'warn',
    vi: 'Chồng lên công trình {other} hơn 80 % diện tích.',
    en: 'It overlaps the building {other} by more than 80 % of its area.',
  },
  'id-missing': {
    severity: 'refuse',
    vi: 'Thiếu mã công trình. Dùng --ids-from-centroid nếu chấp nhận mã đặt theo vị trí.',
    en: 'A building has no id. Use --ids-from-centroid if ids made from the place will do.',
  },
  'id-duplicate': {
    severity: 'refuse',
    vi: 'Mã "{id}" bị trùng với đối tượng số {other}.',
    en: 'The id "{id}" is also that of feature {other}.',
  },
  'id-unusable': { severity: 'refuse', vi: 'Mã công trình không dùng được: "{id}".', en: 'An id that cannot be used: "{id}".' },
  'height-from-levels': {
    severity: 'warn',
    vi: 'Không có chiều cao; lấy {heightM} m theo {levels} tầng.',
    en: 'No height; {heightM} m is taken from {levels} storeys.',
  },
  'height-assumed': {
    severity: 'warn',
    vi: 'Không có chiều cao lẫn số tầng; giả định {heightM} m.',
    en: 'Neither height nor storeys; {heightM} m is assumed.',
  },
  'height-unreadable': {
    severity: 'warn',
    vi: 'Chiều cao "{value}" không đọc được; giả định {heightM} m.',
    en: 'The height "{value}" cannot be read; {heightM} m is assumed.',
  },
  'height-out-of-range': {
    severity: 'warn',
    vi: 'Chiều cao {value} ngoài khoảng hợp lý (0 đến 500 m); giả định {heightM} m.',
    en: 'A height of {value} is out of range (0 to 500 m); {heightM} m is assumed.',
  },
  'heights-in-feet': {
    severity: 'warn',
    vi: 'Chiều cao "{value}" tính bằng feet, đã đổi ra {heightM} m.',
    en: 'The height "{value}" is in feet; converted to {heightM} m.',
  },
  'heights-missing': {
    severity: 'refuse',
    vi: '{percent} % công trình không có chiều cao. Dùng --height-field nếu nằm ở trường khác, hoặc --assume-heights để ước lượng.',
    en: '{percent} % of the buildings have no height. Name the field with --height-field, or use --assume-heights to estimate.',
  },
  'text-not-nfc': {
    severity: 'warn',
    vi: 'Văn bản chưa ở dạng NFC, đã chuẩn hóa: "{sample}".',
    en: 'Text was not in NFC; normalised: "{sample}".',
  },
  'text-legacy-encoding': {
    severity: 'reject',
    vi: 'Văn bản có vẻ ở bảng mã {encoding}: "{sample}". Hãy chuyển sang Unicode.',
    en: 'Text looks like {encoding}: "{sample}". Convert it to Unicode.',
  },
  'text-unsafe': {
    severity: 'warn',
    vi: 'Văn bản có ký tự điều khiển, đã bỏ: "{sample}".',
    en: 'Text had control characters; removed: "{sample}".',
  },
  'use-unknown': {
    severity: 'warn',
    vi: 'Công dụng "{value}" không có trong bảng; ghi là khác.',
    en: 'The use "{value}" is not in the table; taken as other.',
  },
  'ward-unknown': {
    severity: 'warn',
    vi: 'Mã phường "{ward}" không có trong ranh giới của thành phố.',
    en: 'The ward code "{ward}" is not among the boundaries of the city.',
  },
  'wards-without-boundaries': {
    severity: 'warn',
    vi: 'Mã phường của {count} công trình không được ghi: mã chỉ có nghĩa khi kèm ngày hiệu lực. Hãy thêm --boundaries.',
    en: 'The ward codes of {count} buildings were left out: a code means something only with its date. Add --boundaries.',
  },
  'ground-unknown': {
    severity: 'warn',
    vi: 'Không biết cao độ nền; lấy 0 m.',
    en: 'The ground level is not known; 0 m is taken.',
  },
  'city-too-wide': {
    severity: 'refuse',
    vi: 'Các công trình trải rộng {widthKm} km; một thành phố không quá {limitKm} km.',
    en: 'The buildings are spread over {widthKm} km; a city is at most {limitKm} km wide.',
  },
} as const satisfies Record<string, Row>

const problemTable: Record<keyof typeof ofBuildings | keyof typeof ofOtherSources, Row> = { ...ofBuildings, ...ofOtherSources }

export type ProblemCode = keyof typeof problemTable

/** Every code, in the order of the table. */
export const problemCodes = Object.keys(problemTable) as ProblemCode[]

/** How grave a problem of this code is. */
export function severityOf(code: ProblemCode): Severity {
  return problemTable[code].severity
}

/** The sentence of a problem in both languages, with its detail filled in. */
export function sentenceOf(code: ProblemCode, detail: Readonly<Record<string, string | number>>): { vi: string; en: string } {
  const fill = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (_, word: string) => String(detail[word] ?? '?'))
  return { vi: fill(problemTable[code].vi), en: fill(problemTable[code].en) }
}
