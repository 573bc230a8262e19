import { posix } from 'node:path'
import { parseSync } from 'vite'

export type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean }

/** Source files by path relative to the repository, with forward slashes. */
export type Sources = ReadonlyMap<string, string>

type SyntaxNode = { readonly type: string } & Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

const literal = (value: unknown): string | null =>
  isNode(value) && typeof value['value'] === 'string' ? value['value'] : null

const everySpecifierIsType = (node: SyntaxNode): boolean => {
  const specifiers = node['specifiers']
  if (!Array.isArray(specifiers) || specifiers.length === 0) return false
  return specifiers.every(
    (specifier: unknown) =>
      isNode(specifier) && (specifier['importKind'] === 'type' || specifier['exportKind'] === 'type'),
  )
}

const isTypeOnly = (node: SyntaxNode): boolean =>
  node.type === 'TSImportType' ||
  node['importKind'] === 'type' ||
  node['exportKind'] === 'type' ||
  everySpecifierIsType(node)

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

/** Relative specifiers become paths in the repository; packages keep their name; `?url` and the like go. */
const resolve = (from: string, specifier: string): string => {
  const bare = specifier.replace(/\?.*$/, '')
  return bare.startsWith('.') ? posix.join(posix.dirname(from), bare) : bare
}

/** A dynamic import of something computed cannot be judged, so it is reported under this name. */
export const computed = '(computed)'

const importOf = (from: string, node: SyntaxNode): Import | null => {
  if (!importing.has(node.type)) return null
  if (node.type.startsWith('Export') && !isNode(node['source'])) return null
  const specifier = literal(node['source'])
  return { from, to: specifier === null ? computed : resolve(from, specifier), typeOnly: isTypeOnly(node) }
}

const walk = (value: unknown, visit: (node: SyntaxNode) => void): void => {
  if (Array.isArray(value)) return value.forEach(item => walk(item, visit))
  if (typeof value !== 'object' || value === null) return
  if (isNode(value)) visit(value)
  Object.values(value).forEach(child => walk(child, visit))
}

/** Every import of a file: static, re-exported, dynamic and in types. Throws when it does not parse. */
export const readImports = (path: string, source: string): readonly Import[] => {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const found: Import[] = []
  walk(program, node => {
    const one = importOf(path, node)
    if (one !== null) found.push(one)
  })
  return found
}

export const importsOf = (sources: Sources): readonly Import[] =>
  [...sources].flatMap(([path, source]) => readImports(path, source))
