/** Vietnamese texts of the city view, under `map` in the catalogue. */
export const mapMessagesVi = {
  label: 'Bản đồ thành phố {city}',
  keys: 'Phím mũi tên: dời bản đồ. Cộng, trừ: phóng to, thu nhỏ. Q, E: xoay. Home: về góc nhìn ban đầu.',
  north: 'Hướng bắc',
  northLetter: 'B',
  scale: 'Thước tỷ lệ',
  illustrative: 'Dữ liệu minh họa',
  software: 'Dựng hình bằng phần mềm: bản đồ giảm độ nét khi di chuyển',
  softwareCoarse: 'Dựng hình bằng phần mềm: bản đồ giảm độ nét',
  plan: 'Không dựng được hình 3D: đang hiển thị bản đồ phẳng',
  unreadable: 'Không đọc được dữ liệu nền bản đồ; vị trí cảnh báo vẫn được hiển thị',
  drill: 'DIỄN TẬP',
}
