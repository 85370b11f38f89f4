/** What the city command says, in the language that was asked for. */
export type Language = 'vi' | 'en'

const words = {
  reading: { vi: 'đọc nguồn', en: 'reading the sources' },
  terrain: { vi: 'địa hình và các lớp khác', en: 'terrain and other parts' },
  checking: { vi: 'kiểm tra', en: 'checking' },
  tiling: { vi: 'tạo ô 3D', en: 'making tiles' },
  verifying: { vi: 'thẩm tra', en: 'verifying' },
  swapping: { vi: 'thay thế', en: 'swapping in' },
  imported: { vi: 'Đã nhập {buildings} công trình vào {folder}.', en: 'Imported {buildings} buildings into {folder}.' },
  refused: {
    vi: 'Không nhập: {refused} lỗi không thể bỏ qua, {rejected} đối tượng không dùng được. Thành phố đang dùng không bị thay đổi.',
    en: 'Not imported: {refused} faults that cannot be passed over, {rejected} features that cannot be used. The city in use is untouched.',
  },
  declined: { vi: 'Đã hủy. Thành phố đang dùng không bị thay đổi.', en: 'Cancelled. The city in use is untouched.' },
  keepBad: {
    vi: 'Dùng --keep-bad để nhập mà bỏ các đối tượng không dùng được.',
    en: 'Use --keep-bad to import without the features that cannot be used.',
  },
  log: { vi: 'Nhật ký: {file}', en: 'Log: {file}' },
  badFeatures: { vi: 'Đối tượng lỗi: {file}', en: 'Bad features: {file}' },
  andMore: { vi: '… và {count} mục nữa', en: '… and {count} more' },
  feature: { vi: 'đối tượng {index}', en: 'feature {index}' },
  refuse: { vi: 'LỖI', en: 'FAULT' },
  reject: { vi: 'BỎ', en: 'BAD' },
  warn: { vi: 'LƯU Ý', en: 'NOTE' },
  sound: {
    vi: 'Không có lỗi: {files} tệp, {buildings} công trình trong {tiles} ô, {triangles} tam giác.',
    en: 'Sound: {files} files, {buildings} buildings in {tiles} tiles, {triangles} triangles.',
  },
  unsound: { vi: '{count} lỗi.', en: '{count} faults.' },
  notReplaceable: {
    vi: '{folder} có nội dung khác, không phải thư mục thành phố; không ghi đè.',
    en: '{folder} holds something that is not a city; it is not overwritten.',
  },
  bounds: { vi: 'Phạm vi', en: 'Bounds' },
  timeZone: { vi: 'Múi giờ', en: 'Time zone' },
  attribution: { vi: 'Ghi công', en: 'Attribution' },
  source: { vi: 'nguồn', en: 'source' },
  licence: { vi: 'giấy phép', en: 'licence' },
  isSynthetic: { vi: 'DỮ LIỆU MINH HỌA', en: 'ILLUSTRATIVE, made up' },
  isReal: { vi: 'không khai báo là minh họa', en: 'not declared as made up' },
  illustrative: {
    vi: 'Có dữ liệu minh họa; màn hình sẽ ghi rõ.',
    en: 'It holds illustrative data; the screen says so.',
  },
  inventory: { vi: '{files} tệp trong danh mục, {megabytes} MB', en: '{files} files in the inventory, {megabytes} MB' },
  noInventory: { vi: 'không có danh mục mã băm', en: 'no inventory of hashes' },
  buildings: { vi: 'công trình', en: 'buildings' },
  terrainPart: { vi: 'địa hình', en: 'terrain' },
  floodField: { vi: 'trường ngập', en: 'flood field' },
  roads: { vi: 'mạng đường', en: 'road graph' },
  facilities: { vi: 'cơ sở', en: 'facilities' },
  cameras: { vi: 'camera', en: 'cameras' },
  wards: { vi: 'đơn vị hành chính', en: 'administrative units' },
  basemap: { vi: 'bản đồ nền', en: 'base map' },
  gauges: { vi: 'trạm đo mực nước', en: 'river gauges' },
} as const satisfies Record<string, Record<Language, string>>

/** A sentence of the command with its placeholders filled in. */
export function say(language: Language, word: keyof typeof words, detail: Readonly<Record<string, string | number>> = {}): string {
  return words[word][language].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(detail[name] ?? '?'))
}
