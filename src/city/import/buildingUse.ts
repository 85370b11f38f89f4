import { buildingUses, type BuildingUse } from '#shared/contract/cityParts'
import { foldText } from '#shared/domain/foldText'

/** Words that sources use, Vietnamese without marks and OpenStreetMap's, by the use they mean. */
const words: Readonly<Record<Exclude<BuildingUse, 'unknown'>, string>> = {
  residential:
    'nha_o nha dan_cu chung_cu biet_thu house houses detached semidetached_house terrace apartments apartment dormitory bungalow cabin farm residence allotment_house static_caravan',
  commercial:
    'thuong_mai cua_hang cho khach_san nha_hang sieu_thi shop retail supermarket kiosk hotel restaurant cafe bar bank marketplace mall pharmacy fast_food guest_house hostel pub',
  office: 'van_phong offices cong_so coworking',
  industrial: 'cong_nghiep nha_may kho xuong nha_xuong warehouse factory manufacture workshop hangar storage_tank silo industrial_building',
  school: 'truong_hoc giao_duc truong kindergarten university college education library childcare',
  hospital: 'benh_vien y_te tram_y_te clinic doctors health healthcare',
  government:
    'hanh_chinh co_quan tru_so cong_an ubnd public civic townhall police fire_station courthouse administrative military post_office community_centre',
  religious: 'ton_giao chua nha_tho dinh den mieu church cathedral chapel mosque temple pagoda shrine monastery synagogue place_of_worship',
  transport: 'giao_thong ga ben_xe train_station station transportation bus_station parking garage garages carport hangar_airport fuel',
  other: 'khac roof shed hut barn greenhouse ruins construction service farm_auxiliary stable toilets yes_other',
}

const byWord = new Map<string, BuildingUse>([
  ...buildingUses.map((use): [string, BuildingUse] => [use, use]),
  ...Object.entries(words).flatMap(([use, list]) => list.split(' ').map((word): [string, BuildingUse] => [word, use as BuildingUse])),
])

/** The use that a source's word means; undefined when the word is not in the table. Marks, case, spaces and hyphens do not matter. */
export function buildingUseOf(word: string): BuildingUse | undefined {
  return byWord.get(word) ?? byWord.get(plain(word))
}

function plain(word: string): string {
  return foldText(word)
    .trim()
    .replaceAll(/[\s-]+/g, '_')
}
