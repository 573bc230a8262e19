/** What a new work is called before anybody names it: the words of its file, when a person wrote them. */

const maxLength = 120

const machineWords =
  'img|image|_?mg|dsc[nf]?|pxl|mvimg|dji|go?pr|gp|vid|video|wp|sam|cimg|kodak|pano|burst|p|wa|fb|photo|' +
  'picture|pic|scan|file|screen ?shot|screen ?recording|signal|whats ?app|telegram|received|untitled|' +
  'unnamed|download|clipboard|original|copy'

/** IMG_1234, DSC00012, PXL_20240101_120000, "Screenshot 2024-01-01 at 12.00", "WhatsApp Image …". */
const machineName = new RegExp(
  `^[_\\s]*(?:${machineWords})(?:[\\s_\\-.,()]*(?:\\d[^]*|at|from|of|img|image|video|copy|(?=$)))*$`,
  'iu',
)
const uuid = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/i
/** Letters and digits by turns, such as a hash or an id. */
const idLike = /(?:\p{L}+\d+){3}|(?:\d+\p{L}+){3}/u
/** Two letters in a row; one is enough where one is a word. */
const word = /\p{L}{2}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Empty when the name says nothing. */
export const titleOf = (fileName: string): string => {
  const bare = fileName.replace(/\.[a-z0-9]{1,5}$/i, '').trim()
  if (machineName.test(bare) || uuid.test(bare) || idLike.test(bare) || !word.test(bare)) return ''
  const spaced = bare.includes(' ') ? bare : bare.replaceAll('_', ' ')
  return Array.from(spaced.replace(/\s+/g, ' ')).slice(0, maxLength).join('').trim()
}
