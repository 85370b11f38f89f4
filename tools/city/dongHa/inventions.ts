import { placeOf, type Place, type Position } from './plane'

/**
 * Lines that nobody surveyed for us and that the city would not read without. They are drawn here by hand, and everything made of them
 * says that it is synthetic.
 */

/** The North-South railway: only the station is a fact, and that the line passes it beside QL.1. */
export const railway: readonly Place[] = line([
  [107.161, 16.7742],
  [107.1452, 16.7835],
  [107.1335, 16.7908],
  [107.1222, 16.7996],
  [107.1166, 16.8062],
  [107.11189, 16.81117],
  [107.1042, 16.8164],
  [107.0988, 16.8199],
  [107.0948, 16.8226],
  [107.0908, 16.8285],
  [107.0842, 16.8351],
  [107.0788, 16.8408],
  [107.0766, 16.8462],
  [107.077, 16.8538],
  [107.0793, 16.8632],
  [107.0806, 16.8722],
])

/** What joins pieces of main road whose ends are known and whose middle is not. */
export const links: readonly { id: string; line: readonly Place[]; class: 'primary' | 'secondary' }[] = [
  {
    id: 'noi-ql1-bac',
    line: line([
      [107.08385, 16.84215],
      [107.08397, 16.84241],
    ]),
    class: 'primary',
  },
  {
    id: 'noi-ql9-nam-ql1',
    line: line([
      [107.12441, 16.79846],
      [107.1252, 16.7999],
    ]),
    class: 'primary',
  },
  {
    id: 'noi-ql9-nam-ct01',
    line: line([
      [107.0357, 16.8034],
      [107.0292, 16.8066],
      [107.02006, 16.80885],
    ]),
    class: 'primary',
  },
  {
    id: 'noi-tranh-nam',
    line: line([
      [107.14469, 16.78849],
      [107.14533, 16.78936],
    ]),
    class: 'primary',
  },
  // The bypass ends at the south bank; where it goes on is not known, so it is led to the nearest of the main roads.
  {
    id: 'noi-tranh-bac',
    line: line([
      [107.11985, 16.83406],
      [107.1186, 16.8291],
      [107.1152, 16.8214],
      [107.1124, 16.8158],
      [107.1102, 16.8151],
    ]),
    class: 'secondary',
  },
  {
    id: 'noi-tranh-dong',
    line: line([
      [107.14452, 16.80365],
      [107.1389, 16.8058],
      [107.1312, 16.8068],
      [107.1226, 16.8051],
      [107.1187, 16.8052],
    ]),
    class: 'secondary',
  },
  // Along the south bank, behind the levee.
  {
    id: 'duong-bo-nam',
    line: line([
      [107.0625, 16.8172],
      [107.0668, 16.8197],
      [107.0718, 16.8232],
      [107.0772, 16.8246],
      [107.083, 16.8233],
      [107.0887, 16.8209],
      [107.0948, 16.8206],
      [107.0988, 16.8223],
      [107.1002, 16.823],
      [107.1022, 16.8247],
      [107.1037, 16.8266],
      [107.10545, 16.8287],
      [107.1068, 16.8314],
      [107.1098, 16.8343],
      [107.1124, 16.8347],
      [107.1176, 16.8336],
      [107.11985, 16.83406],
    ]),
    class: 'secondary',
  },
]

function line(positions: readonly Position[]): Place[] {
  return positions.map(placeOf)
}
