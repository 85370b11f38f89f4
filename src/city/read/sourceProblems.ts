/** What can be wrong with coordinate systems, terrain, CityJSON, OpenStreetMap, boundaries, facilities and roads: rows of `problemTable.ts`. */
export const ofOtherSources = {
  'coordinates-in-metres': {
    severity: 'refuse',
    vi: 'Tọa độ {x}, {y} là mét chứ không phải độ, có vẻ là {guess}. Hãy khai báo bằng --crs.',
    en: 'The coordinate {x}, {y} is in metres, not degrees; it looks like {guess}. Declare it with --crs.',
  },
  'crs-unknown': {
    severity: 'refuse',
    vi: 'Hệ tọa độ "{crs}" không có trong danh mục. Có: {known}.',
    en: 'The coordinate system "{crs}" is not known. Known: {known}.',
  },
  'crs-wrong-zone': {
    severity: 'refuse',
    vi: 'Theo {declared} thì {count} trên {of} đối tượng nằm ngoài thành phố; có vẻ đúng là {guess}. Hãy khai báo lại bằng --crs.',
    en: 'Read as {declared}, {count} of {of} features lie outside the city; it looks like {guess}. Declare that with --crs.',
  },
  'crs-built-in': {
    severity: 'warn',
    vi: 'Dùng tham số chuyển đổi có sẵn của {crs}; không dùng tệp .prj đi kèm.',
    en: 'The built-in parameters of {crs} are used; a .prj file beside the source is not.',
  },
  'coordinates-swapped': {
    severity: 'refuse',
    vi: 'Kinh độ và vĩ độ bị đảo ở {count} trên {of} đối tượng.',
    en: 'Longitude and latitude are swapped in {count} of {of} features.',
  },
  'coordinates-elsewhere': {
    severity: 'refuse',
    vi: '{count} trên {of} đối tượng nằm cách thành phố hơn 20 km.',
    en: '{count} of {of} features lie more than 20 km from the city.',
  },

  'terrain-unreadable': {
    severity: 'refuse',
    vi: 'Không đọc được tệp độ cao {file}: {reason}.',
    en: 'The height file {file} cannot be read: {reason}.',
  },
  'terrain-no-data': {
    severity: 'refuse',
    vi: 'Độ cao thiếu ở {percent} % diện tích thành phố (cho phép 1 %).',
    en: 'Heights are missing in {percent} % of the city (1 % is allowed).',
  },
  'terrain-not-covering': {
    severity: 'refuse',
    vi: 'Tệp độ cao chỉ phủ {percent} % diện tích thành phố.',
    en: 'The height file covers only {percent} % of the city.',
  },
  'terrain-flipped': {
    severity: 'refuse',
    vi: 'Tệp độ cao lật ngược: hàng đầu là phía nam. Hãy xuất lại với hàng đầu ở phía bắc.',
    en: 'The height file is upside down: its first row is the south. Export it again with north first.',
  },
  'terrain-in-feet': {
    severity: 'refuse',
    vi: 'Độ cao tính bằng feet ({unit}); cần mét.',
    en: 'Heights are in feet ({unit}); metres are needed.',
  },
  'terrain-zero-over-land': {
    severity: 'refuse',
    vi: '{percent} % mặt đất của thành phố có độ cao đúng bằng 0 m: có vẻ là chỗ thiếu dữ liệu được ghi là 0.',
    en: '{percent} % of the land of the city lies at exactly 0 m: missing data seems to be written as 0.',
  },
  'terrain-too-large': {
    severity: 'refuse',
    vi: 'Lưới độ cao có {millionPosts} triệu điểm; giới hạn là {limit} triệu. Hãy cắt theo thành phố.',
    en: 'The height grid has {millionPosts} million posts; the limit is {limit} million. Cut it to the city.',
  },
  'terrain-out-of-range': {
    severity: 'refuse',
    vi: 'Độ cao {heightM} m nằm ngoài khoảng dùng được (-500 đến 3 276 m).',
    en: 'A height of {heightM} m is outside the range that can be used (-500 to 3,276 m).',
  },
  'terrain-filled': {
    severity: 'warn',
    vi: '{posts} điểm độ cao bị thiếu đã lấy theo điểm gần nhất.',
    en: '{posts} missing heights were taken from the nearest post.',
  },
  'flood-no-water': {
    severity: 'warn',
    vi: 'Không có sông hay biển trong nguồn: không tính được trường ngập.',
    en: 'There is no river or sea in the sources: no flood field is made.',
  },

  'cityjson-broken': { severity: 'refuse', vi: 'CityJSON hỏng: {reason}.', en: 'Broken CityJSON: {reason}.' },
  'cityjson-version': {
    severity: 'refuse',
    vi: 'CityJSON phiên bản {version} không đọc được; cần 1.1 hoặc 2.0.',
    en: 'CityJSON version {version} cannot be read; 1.1 or 2.0 is needed.',
  },
  'cityjson-no-crs': {
    severity: 'refuse',
    vi: 'CityJSON không ghi hệ tọa độ (metadata.referenceSystem). Hãy khai báo bằng --crs.',
    en: 'The CityJSON names no coordinate system (metadata.referenceSystem). Declare it with --crs.',
  },
  'cityjson-no-shape': {
    severity: 'warn',
    vi: 'Công trình không có hình khối dùng được (LoD 2.2 trở xuống), đã bỏ qua.',
    en: 'The building has no shape that can be used (LoD 2.2 or lower); skipped.',
  },
  'cityjson-nothing-but-pictures': {
    severity: 'refuse',
    vi: 'CityJSON chỉ có họa tiết hoặc mẫu hình, không có hình khối công trình.',
    en: 'The CityJSON has only textures or templates and no shapes of buildings.',
  },
  'cityjson-vertex-missing': {
    severity: 'reject',
    vi: 'Hình khối trỏ tới đỉnh {vertex} không tồn tại.',
    en: 'The shape points to vertex {vertex}, which does not exist.',
  },
  'cityjson-surface-dropped': {
    severity: 'warn',
    vi: '{count} mặt của công trình không phẳng hoặc không có diện tích, đã bỏ.',
    en: '{count} surfaces of the building are not flat or have no area; dropped.',
  },
  'cityjson-outline-approximate': {
    severity: 'warn',
    vi: 'Không tìm được mép sàn của công trình; lấy đường bao lồi quanh nó.',
    en: "The edge of the building's floor was not found; the hull around it is taken.",
  },
  'cityjson-other-objects': {
    severity: 'warn',
    vi: '{count} đối tượng không phải công trình ({types}) đã bỏ qua.',
    en: '{count} objects that are no buildings ({types}) were skipped.',
  },

  'osm-broken': { severity: 'refuse', vi: 'Tệp OpenStreetMap hỏng: {reason}.', en: 'Broken OpenStreetMap file: {reason}.' },
  'osm-node-missing': {
    severity: 'warn',
    vi: 'Đường dùng {count} điểm không có trong tệp (bị cắt ở mép); phần đó bị bỏ.',
    en: 'The way uses {count} nodes that are not in the file (cut at its edge); that part is dropped.',
  },
  'osm-area-open': {
    severity: 'warn',
    vi: 'Vùng không khép kín trong tệp, đã bỏ qua.',
    en: 'The area is not closed within the file; skipped.',
  },

  'boundaries-broken': {
    severity: 'refuse',
    vi: 'Tệp ranh giới không đọc được: {reason}.',
    en: 'The boundaries cannot be read: {reason}.',
  },
  'ward-code-missing': {
    severity: 'refuse',
    vi: 'Đơn vị hành chính không có mã 5 chữ số ("{code}").',
    en: 'An administrative unit has no code of five digits ("{code}").',
  },
  'ward-date-missing': {
    severity: 'refuse',
    vi: 'Mã {code} không có ngày hiệu lực; mã đã được dùng lại ngày 2025-07-01. Hãy ghi validFrom hoặc dùng --valid-from.',
    en: 'The code {code} has no date; codes were used again on 2025-07-01. Write validFrom or use --valid-from.',
  },
  'ward-date-unreadable': {
    severity: 'refuse',
    vi: 'Ngày "{date}" của mã {code} không đọc được; cần dạng 2025-07-01.',
    en: 'The date "{date}" of the code {code} cannot be read; it must look like 2025-07-01.',
  },
  'ward-twice': {
    severity: 'refuse',
    vi: 'Mã {code} hiệu lực từ {date} có hai lần.',
    en: 'The code {code} as of {date} is there twice.',
  },
  'ward-no-outline': { severity: 'refuse', vi: 'Đơn vị {code} không có ranh giới là vùng.', en: 'The unit {code} has no outline.' },

  'ward-parts-not-drawn': {
    severity: 'warn',
    vi: 'Đơn vị {code}: bản đồ vẽ phần lớn nhất, {parts} phần còn lại vẫn được tính khi gán công trình.',
    en: 'Unit {code}: the map draws its largest part; the other {parts} still count when buildings are assigned.',
  },

  'facilities-broken': {
    severity: 'refuse',
    vi: 'Tệp cơ sở không đọc được: {reason}.',
    en: 'The facilities file cannot be read: {reason}.',
  },
  'facilities-header': {
    severity: 'refuse',
    vi: 'Dòng đầu của tệp cơ sở thiếu cột {missing}. Cần: {needed}.',
    en: 'The first line of the facilities file lacks the column {missing}. Needed: {needed}.',
  },
  'facility-fields': {
    severity: 'reject',
    vi: 'Dòng có {found} ô, dòng đầu có {needed} cột.',
    en: 'The line has {found} fields; the first line has {needed}.',
  },
  'facility-place': {
    severity: 'reject',
    vi: 'Kinh độ "{lon}" hoặc vĩ độ "{lat}" không dùng được.',
    en: 'The longitude "{lon}" or latitude "{lat}" cannot be used.',
  },
  'facility-kind': {
    severity: 'reject',
    vi: 'Loại "{kind}" không có trong danh mục: {known}.',
    en: 'The kind "{kind}" is not one of: {known}.',
  },
  'facility-id': {
    severity: 'reject',
    vi: 'Mã "{id}" không dùng được hoặc bị trùng.',
    en: 'The id "{id}" cannot be used, or is there twice.',
  },
  'facility-name': { severity: 'reject', vi: 'Cơ sở không có tên.', en: 'The facility has no name.' },
  'facility-capacity': {
    severity: 'reject',
    vi: 'Sức chứa "{capacity}" không phải số nguyên không âm.',
    en: 'The capacity "{capacity}" is not a whole number.',
  },

  'base-map-thinned': {
    severity: 'warn',
    vi: 'Bản đồ nền chỉ vẽ {drawn} trên {of} đoạn đường (đường lớn trước); mạng dẫn đường vẫn đủ.',
    en: 'The base map draws {drawn} of {of} roads, the larger ones first; the road graph has all of them.',
  },
  'roads-none': { severity: 'warn', vi: 'Không có đường nào cho xe trong nguồn.', en: 'There are no roads for vehicles in the sources.' },
  'roads-too-wide': {
    severity: 'refuse',
    vi: 'Mạng đường trải rộng hơn {limitDeg}°; hãy cắt theo thành phố.',
    en: 'The roads are spread over more than {limitDeg}°; cut them to the city.',
  },
  'road-zero-length': {
    severity: 'warn',
    vi: 'Đoạn đường dài 0 m, đã bỏ.',
    en: 'A stretch of road of no length; dropped.',
  },
  'road-part-isolated': {
    severity: 'warn',
    vi: 'Cụm {junctions} nút giao không nối với mạng chính; xe không được dẫn tới đó.',
    en: 'A part of {junctions} junctions is not connected to the rest; nothing is routed to it.',
  },
  'road-trap': {
    severity: 'warn',
    vi: 'Cụm {junctions} nút giao chỉ đi vào hoặc chỉ đi ra được (đường một chiều); xe không được dẫn tới đó.',
    en: 'A part of {junctions} junctions can only be entered or only be left (one-way roads); nothing is routed to it.',
  },
} as const
