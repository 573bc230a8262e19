/** People as a network of artists has them: names in several scripts, roles, places; the same for every run. */
import { unsafeSeededRandom } from '../../../src/platform/memory/seeded-random.ts'
import type { Role } from '../../../src/core/api.ts'
import { roleIdsWithWords } from '../../../src/search/role-words.ts'

export interface BenchPerson {
  readonly account: Uint8Array
  readonly name: string
  readonly roles: readonly Role[]
  readonly place: string
}

interface Names {
  readonly first: readonly string[]
  readonly last: readonly string[]
  /** Parts that family names are made of where the list is not enough. */
  readonly parts: readonly string[]
  readonly between: string
  readonly places: readonly string[]
}

const words = (text: string): readonly string[] => text.split(' ')

const latin: Names = {
  first: words(
    'Ana Marta João Inês Tiago Beatriz Katarzyna Łukasz Agnieszka Paweł Jürgen Käthe Sören Anneliese François Zoë Léa Étienne ' +
      'Giulia Chiara Matteo Lorenzo Pieter Anneke Femke Søren Bjørn Åsa Nikolaus Elena Carlos Diego Lucía Álvaro Emma ' +
      'Oliver Charlotte Siobhán Niamh Dilnoza Ayşe Mehmet İpek Thùy Nguyệt Mária Zsófia Jiří Šárka Ioana Ștefan Sam Alex Robin',
  ),
  last: words(
    'Silva Santos Ferreira Müller Schmidt Kowalski Wiśniewska Rossi García Dupont Jansen Nováková O’Brien Nguyễn Smith ' +
      'Andersson Costa Fernández López Moreau Bianchi Kovács Yılmaz Popescu',
  ),
  parts: words(
    'ka ri mo ten sa bel lor vin da cha po we ny zu hal ist or en kov ski berg mann ová eira ucci sson',
  ),
  between: ' ',
  places: [
    'Lisboa, Portugal',
    'Porto',
    'Berlin',
    'Hamburg',
    'München',
    'Wien',
    'Zürich',
    'Paris',
    'Lyon',
    'Marseille',
    'Madrid',
    'Barcelona',
    'Sevilla',
    'Ciudad de México',
    'Buenos Aires',
    'São Paulo',
    'Rio de Janeiro',
    'Roma',
    'Milano',
    'Napoli',
    'Amsterdam',
    'Rotterdam',
    'Warszawa',
    'Kraków',
    'Łódź',
    'Gdańsk',
    'London',
    'Glasgow',
    'Dublin',
    'New York',
    'Los Angeles',
    'Montréal',
    'Praha',
    'Budapest',
    'București',
    'İstanbul',
    'Hà Nội',
    'København',
    'Göteborg',
    'Helsinki',
  ],
}

const others: readonly Names[] = [
  {
    first: words('Иван Ольга Дмитрий Наталья Юрий Светлана Олександр Зоя'),
    last: words('Иванов Петрова Кузнецов Шевченко Бондаренко Соколова'),
    parts: words('ван нов кор ста лев бел мир зор ич енко ова ский'),
    between: ' ',
    places: ['Москва', 'Київ', 'София', 'Београд'],
  },
  {
    first: words('太郎 花子 美咲 翔太 小明 伟 静 芳 健一 由美'),
    last: words('田中 佐藤 鈴木 王 李 張 陳 山本 中村 小林'),
    parts: words('山 川 田 村 木 林 石 井 高 松 原 本'),
    between: '',
    places: ['東京都', '大阪', '京都', '北京', '上海', '台北'],
  },
  {
    first: words('민수 서연 지훈 하은 도윤 수빈'),
    last: words('김 이 박 최 정 강'),
    parts: words('김 남 선우 황보 제갈 독고'),
    between: '',
    places: ['서울', '부산', '제주'],
  },
  {
    first: words('محمد فاطمة يوسف ليلى أحمد نور'),
    last: words('الحسن العلي حداد منصور خوري'),
    parts: words('عبد الر نا صر مي ود سعيد كر'),
    between: ' ',
    places: ['القاهرة', 'بيروت', 'الدار البيضاء'],
  },
  {
    first: words('נועה יונתן תמר איתי'),
    last: words('כהן לוי מזרחי פרץ'),
    parts: words('בר לב שטר נס גול דן'),
    between: ' ',
    places: ['תל אביב', 'חיפה'],
  },
  {
    first: words('Αλέξανδρος Ελένη Νίκος Μαρία'),
    last: words('Παπαδόπουλος Γεωργίου Νικολάου'),
    parts: words('παπα δη μη τρί ου άκης ίδης'),
    between: ' ',
    places: ['Αθήνα', 'Θεσσαλονίκη'],
  },
]

const ownRoles = words(
  'Kameramann monteuse scenografo reżyserka muralist ceramicist puppeteer foley luthier beatmaker',
)
const marks = words('🎨 🎬 📷 🎞️')

export const makePeople = (count: number): readonly BenchPerson[] => {
  const random = unsafeSeededRandom(5)
  const below = (end: number): number => {
    const [a = 0, b = 0, c = 0] = random.bytes(3)
    return ((a << 16) | (b << 8) | c) % end
  }
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => {
    const one = list[below(list.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  const familyName = ({ last, parts }: Names): string => {
    if (below(3) === 0) return pick(last)
    const name = Array.from({ length: 2 + below(2) }, () => pick(parts)).join('')
    return name.charAt(0).toUpperCase() + name.slice(1)
  }
  const person = (): BenchPerson => {
    const names = below(4) === 0 ? pick(others) : latin
    const [one, two] =
      names.between === '' ? [familyName(names), pick(names.first)] : [pick(names.first), familyName(names)]
    const roles: Role[] = Array.from({ length: 1 + below(3) }, () => ({
      kind: 'known',
      id: pick(roleIdsWithWords),
    }))
    if (below(6) === 0) roles.push({ kind: 'custom', text: pick(ownRoles) })
    const name = `${one}${names.between}${two}${below(50) === 0 ? ` ${pick(marks)}` : ''}`
    return { account: random.bytes(32), name, roles, place: below(10) === 0 ? '' : pick(names.places) }
  }
  return Array.from({ length: count }, person)
}

/** As people type them, misspelt ones among them. */
export const questions: readonly string[] = [
  'ana silva',
  'marta',
  'katarzyna',
  'katarzina kowalska',
  'lukasz wisniewski',
  'jurgen muller',
  'francois',
  'zoe obrien',
  'camera lisboa',
  'camera operator in Lisbon',
  'kamerafrau berlin',
  'operador de câmara porto',
  'monteuse paris',
  'sound designer london',
  'cinematografer warszawa',
  'reżyserka kraków',
  'fotograf münchen',
  'painter',
  'editor rome',
  'lodz',
  'sao paulo',
  'munchen',
  'берлин',
  'иван петрова',
  'шевченко київ',
  '田中太郎',
  '東京',
  '王',
  '김민수',
  '서울',
  'محمد',
  'ليلى بيروت',
  'נועה תל אביב',
  'παπαδοπουλος αθηνα',
  '🎨',
  'a',
  'e',
  'm',
  's',
  'animator animator animator',
  'costum desiner',
  'colorist',
  'zzzzzz',
  'a b c d e f',
  'de la',
  'directeur de la photographie marseille',
]
