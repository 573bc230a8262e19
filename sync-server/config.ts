/**
 * How a relay is set up, from the environment:
 *
 *   PORT                 3030; 0 takes any free port
 *   HOST                 every address of this machine, so that a phone on the same network reaches it
 *   GESSO_DATA           ./data: everything the relay keeps
 *   GESSO_APP            ./dist/app: the built app
 *   GESSO_ORIGIN         the origins people dial, separated by commas; else each request's Host is believed
 *   GESSO_TRUST_PROXY    1: believe X-Forwarded-For and X-Forwarded-Proto, which a proxy of yours must set
 *
 * and every limit, a whole number, by the name that it has below.
 */
import { resolve } from 'node:path'
import { err, ok, type Result } from '../src/base/result.ts'
import { type ConnectionLimits, defaultConnectionLimits } from './connections/limits.ts'
import { parseOrigin } from './connections/relay-origin.ts'
import {
  type BlobLimits,
  defaultBlobLimits,
  defaultDirectoryLimits,
  defaultDocumentLimits,
  defaultIntroLimits,
  type DirectoryLimits,
  type DocumentLimits,
  type IntroLimits,
} from './limits.ts'

export interface RelayConfig {
  readonly port: number
  /** Null: every address. */
  readonly host: string | null
  readonly dataDir: string
  readonly appDir: string
  readonly origins: readonly string[]
  readonly trustProxy: boolean
  readonly connections: ConnectionLimits
  readonly documents: DocumentLimits
  readonly intros: IntroLimits
  readonly blobs: BlobLimits
  readonly directory: DirectoryLimits
}

export type Environment = Readonly<Record<string, string | undefined>>

const connectionLimitNames: Readonly<Record<keyof ConnectionLimits, string>> = {
  maxConnections: 'GESSO_MAX_CONNECTIONS',
  maxPerAddress: 'GESSO_MAX_CONNECTIONS_PER_ADDRESS',
  maxPerAccount: 'GESSO_MAX_CONNECTIONS_PER_ACCOUNT',
  maxUnauthenticated: 'GESSO_MAX_UNAUTHENTICATED',
  handshakeMs: 'GESSO_HANDSHAKE_MS',
  maxClockSkewMs: 'GESSO_MAX_CLOCK_SKEW_MS',
  framesPerSecond: 'GESSO_FRAMES_PER_SECOND',
  frameBurst: 'GESSO_FRAME_BURST',
  maxFramesInHand: 'GESSO_MAX_FRAMES_IN_HAND',
  maxUnsentBytes: 'GESSO_MAX_UNSENT_BYTES',
  maxViolations: 'GESSO_MAX_VIOLATIONS',
  pingEveryMs: 'GESSO_PING_EVERY_MS',
  wordsPerSecond: 'GESSO_WORDS_PER_SECOND',
  wordBurst: 'GESSO_WORD_BURST',
  resumedPerSecond: 'GESSO_RESUMED_PER_SECOND',
  resumedBurst: 'GESSO_RESUMED_BURST',
}

const documentLimitNames: Readonly<Record<keyof DocumentLimits, string>> = {
  messageBytes: 'GESSO_MESSAGE_BYTES',
  documentBytes: 'GESSO_DOCUMENT_BYTES',
  ownerBytes: 'GESSO_OWNER_BYTES',
  stagedChanges: 'GESSO_STAGED_CHANGES',
  stagedBytes: 'GESSO_STAGED_BYTES',
  stagedBytesInAll: 'GESSO_STAGED_BYTES_IN_ALL',
  maxDocumentsOpen: 'GESSO_MAX_DOCUMENTS_OPEN',
  maxDocumentsPerSubscriber: 'GESSO_MAX_DOCUMENTS_PER_CONNECTION',
  maxQueuedMessages: 'GESSO_MAX_QUEUED_MESSAGES',
  queuedBytes: 'GESSO_QUEUED_BYTES',
  idleMs: 'GESSO_IDLE_MS',
  idleBytes: 'GESSO_IDLE_BYTES',
  maxAccountsKept: 'GESSO_MAX_ACCOUNTS_KEPT',
  maxHeadsKept: 'GESSO_MAX_HEADS_KEPT',
  rosterBytes: 'GESSO_ROSTER_BYTES',
  rosterMs: 'GESSO_ROSTER_MS',
}

const introLimitNames: Readonly<Record<keyof IntroLimits, string>> = {
  perAddressee: 'GESSO_INTROS_PER_ADDRESSEE',
  perSenderADay: 'GESSO_INTROS_PER_SENDER_A_DAY',
  inAll: 'GESSO_INTROS_IN_ALL',
  blockedPerAccount: 'GESSO_BLOCKED_PER_ACCOUNT',
  blockedInAll: 'GESSO_BLOCKED_IN_ALL',
  keptDays: 'GESSO_INTRO_DAYS',
}

const blobLimitNames: Readonly<Record<keyof BlobLimits, string>> = {
  blobBytes: 'GESSO_BLOB_BYTES',
  accountBytes: 'GESSO_ACCOUNT_BLOB_BYTES',
  accountBlobs: 'GESSO_ACCOUNT_BLOBS',
  uploadsPerAccount: 'GESSO_UPLOADS_PER_ACCOUNT',
  freeBytes: 'GESSO_BLOB_FREE_BYTES',
  graceMs: 'GESSO_BLOB_GRACE_MS',
  uploadGraceMs: 'GESSO_UPLOAD_GRACE_MS',
  sweepEveryMs: 'GESSO_BLOB_SWEEP_EVERY_MS',
  tokenMs: 'GESSO_TOKEN_MS',
  maxTokens: 'GESSO_MAX_TOKENS',
  requestsPerSecond: 'GESSO_BLOB_REQUESTS_PER_SECOND',
  requestBurst: 'GESSO_BLOB_REQUEST_BURST',
  maxUploadsInHand: 'GESSO_MAX_UPLOADS_IN_HAND',
  maxUploadsInHandPerAccount: 'GESSO_MAX_UPLOADS_IN_HAND_PER_ACCOUNT',
  maxDownloadsPerAddress: 'GESSO_MAX_DOWNLOADS_PER_ADDRESS',
  stallMs: 'GESSO_BLOB_STALL_MS',
}

const directoryLimitNames: Readonly<Record<keyof DirectoryLimits, string>> = {
  requestsPerSecond: 'GESSO_DIRECTORY_REQUESTS_PER_SECOND',
  requestBurst: 'GESSO_DIRECTORY_REQUEST_BURST',
  restMs: 'GESSO_DIRECTORY_REST_MS',
  restAtMostMs: 'GESSO_DIRECTORY_REST_AT_MOST_MS',
  maxWaiting: 'GESSO_DIRECTORY_MAX_WAITING',
  readMs: 'GESSO_DIRECTORY_READ_MS',
  readBytes: 'GESSO_DIRECTORY_READ_BYTES',
  readOperations: 'GESSO_DIRECTORY_READ_OPERATIONS',
  readerIdleMs: 'GESSO_DIRECTORY_READER_IDLE_MS',
  segmentsPerAccount: 'GESSO_DIRECTORY_SEGMENTS_PER_ACCOUNT',
  maxReferences: 'GESSO_DIRECTORY_MAX_REFERENCES',
}

/** Timers cannot wait longer. */
const maxMs = 2 ** 31 - 1
const maxLimit = Number.MAX_SAFE_INTEGER

/** The error: a sentence for each thing that is wrong, saying how to put it right. */
export const parseConfig = (env: Environment): Result<RelayConfig, readonly string[]> => {
  const problems: string[] = []
  const wholeNumber = (name: string, fallback: number, min: number, max: number): number => {
    const text = env[name]?.trim() ?? ''
    if (text === '') return fallback
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= min && value <= max) return value
    problems.push(`${name} must be a whole number from ${min} to ${max}.`)
    return fallback
  }
  const config: RelayConfig = {
    port: wholeNumber('PORT', 3030, 0, 65_535),
    host: textOr(env['HOST'], null),
    dataDir: resolve(textOr(env['GESSO_DATA'], 'data')),
    appDir: resolve(textOr(env['GESSO_APP'], 'dist/app')),
    origins: parseOrigins(env['GESSO_ORIGIN'], problems),
    trustProxy: parseSwitch('GESSO_TRUST_PROXY', env['GESSO_TRUST_PROXY'], problems),
    connections: readLimits(connectionLimitNames, defaultConnectionLimits, wholeNumber),
    documents: readLimits(documentLimitNames, defaultDocumentLimits, wholeNumber),
    intros: readLimits(introLimitNames, defaultIntroLimits, wholeNumber),
    blobs: readLimits(blobLimitNames, defaultBlobLimits, wholeNumber),
    directory: readLimits(directoryLimitNames, defaultDirectoryLimits, wholeNumber),
  }
  return problems.length === 0 ? ok(config) : err(problems)
}

const textOr = <T>(value: string | undefined, fallback: T): string | T => {
  const text = value?.trim() ?? ''
  return text === '' ? fallback : text
}

const readLimits = <Limits extends { readonly [K in keyof Limits]: number }>(
  names: Readonly<Record<keyof Limits, string>>,
  defaults: Limits,
  wholeNumber: (name: string, fallback: number, min: number, max: number) => number,
): Limits => {
  const entries = Object.entries(names) as [keyof Limits, string][]
  return Object.fromEntries(
    entries.map(([key, name]) => [
      key,
      wholeNumber(name, defaults[key], 1, isTimer(name) ? maxMs : maxLimit),
    ]),
  ) as unknown as Limits
}

/** A grace is only ever compared with the age of a file. */
const isTimer = (name: string): boolean => name.endsWith('_MS') && !name.endsWith('_GRACE_MS')

const parseOrigins = (value: string | undefined, problems: string[]): readonly string[] => {
  const spelled = (value ?? '').split(',').map(text => text.trim())
  const origins = spelled.filter(text => text !== '').map(parseOrigin)
  const known = origins.filter(origin => origin !== null)
  if (known.length < origins.length) {
    problems.push('GESSO_ORIGIN must name origins such as https://gesso.example, separated by commas.')
  }
  return known
}

const parseSwitch = (name: string, value: string | undefined, problems: string[]): boolean => {
  const text = value?.trim() ?? ''
  if (!['', '0', '1'].includes(text)) problems.push(`${name} must be 1 or 0.`)
  return text === '1'
}
