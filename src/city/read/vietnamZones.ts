/** West, south, east, north in WGS 84 degrees. */
export type Area = readonly [westDeg: number, southDeg: number, eastDeg: number, northDeg: number]

/** A zone of VN-2000 as the EPSG dataset has it; `area` is its area of use there, with the provinces of before 2025-07-01. */
export type VietnamZone = { epsg: number; name: string; centralMeridianDeg: number; scale: number; area: Area; provinces: string }

const zone = (epsg: number, name: string, centralMeridianDeg: number, area: Area, provinces: string, scale = 0.9999): VietnamZone => ({
  epsg,
  name,
  centralMeridianDeg,
  scale,
  area,
  provinces,
})

/** The zones that Vietnamese survey data comes in: 3-degree local ones by province, and two of UTM for small scales. */
export const vietnamZones: readonly VietnamZone[] = [
  zone(5896, 'TM-3 102°00', 102, [102.14, 9.2, 103.51, 22.82], 'Việt Nam, phía tây 103°30'),
  zone(9205, 'TM-3 103°00', 103, [102.14, 20.89, 103.99, 22.82], 'Điện Biên, Lai Châu'),
  zone(9206, 'TM-3 104°00', 104, [103.21, 20.57, 105.03, 22.04], 'Sơn La'),
  zone(9207, 'TM-3 104°30', 104.5, [103.4, 8.33, 105.54, 10.55], 'Cà Mau, Kiên Giang'),
  zone(9208, 'TM-3 104°45', 104.75, [103.53, 10.18, 105.86, 22.85], 'An Giang, Lào Cai, Nghệ An, Phú Thọ, Yên Bái'),
  zone(5897, 'TM-3 105°00', 105, [103.5, 8.33, 106.51, 23.4], 'Hà Nội, Thanh Hóa, Vĩnh Phúc và các tỉnh khác'),
  zone(
    9209,
    'TM-3 105°30',
    105.5,
    [104.33, 9.19, 106.69, 23.4],
    'Bắc Ninh, Hà Giang, Hà Tĩnh, Hải Dương, Nam Định, Tây Ninh và các tỉnh khác',
  ),
  zone(
    9210,
    'TM-3 105°45',
    105.75,
    [105.26, 9.75, 107.8, 23.12],
    'Hải Phòng, TP. Hồ Chí Minh, Bình Dương, Cao Bằng, Long An và các tỉnh khác',
  ),
  zone(9211, 'TM-3 106°00', 106, [104.83, 16.92, 107.03, 22.7], 'Hòa Bình, Quảng Bình, Tuyên Quang'),
  zone(9212, 'TM-3 106°15', 106.25, [106.41, 11.3, 107.43, 17.22], 'Bình Phước, Quảng Trị'),
  zone(9213, 'TM-3 106°30', 106.5, [105.43, 21.32, 106.25, 22.75], 'Bắc Kạn, Thái Nguyên'),
  zone(9214, 'TM-3 107°00', 107, [105.88, 15.99, 108.24, 21.63], 'Bắc Giang, Thừa Thiên Huế'),
  zone(9215, 'TM-3 107°15', 107.25, [106.09, 21.32, 107.37, 22.47], 'Lạng Sơn'),
  zone(9216, 'TM-3 107°30', 107.5, [107.33, 13.92, 108.55, 15.42], 'Kon Tum'),
  zone(5899, 'TM-3 107°45', 107.75, [106.43, 8.57, 108.76, 21.67], 'Quảng Ninh, Đà Nẵng, Quảng Nam, Bà Rịa - Vũng Tàu, Đồng Nai, Lâm Đồng'),
  zone(5898, 'TM-3 108°00', 108, [106.5, 8.57, 109.53, 22.95], 'Việt Nam, phía đông 106°30'),
  zone(9217, 'TM-3 108°15', 108.25, [108.55, 11.25, 109.53, 14.71], 'Bình Định, Khánh Hòa, Ninh Thuận'),
  zone(9218, 'TM-3 108°30', 108.5, [107.2, 10.43, 109.52, 14.61], 'Bình Thuận, Đắk Lắk, Đắk Nông, Gia Lai, Phú Yên'),
  zone(3405, 'UTM 48N', 105, [102.14, 8.33, 108, 23.4], 'Việt Nam, phía tây 108°', 0.9996),
  zone(3406, 'UTM 49N', 111, [108, 10.43, 109.53, 21.56], 'Việt Nam, phía đông 108°', 0.9996),
]
