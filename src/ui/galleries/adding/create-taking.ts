import { createRoot, createSignal, type Accessor } from 'solid-js'
import type { AlbumIdText, CoreApi } from '../../../core/api.ts'
import {
  afterTaking,
  finished,
  nextToTake,
  nothingChosen,
  started,
  withFiles,
  withoutFile,
  type Chosen,
  type ChosenFile,
} from './chosen.ts'
import { forgetShared } from './shared-files.ts'

export interface Taking {
  readonly chosen: Accessor<Chosen>
  choose(files: readonly ChosenFile[]): void
  leaveOut(key: string): void
  leaveAllOut(): void
  /** Hands them over one by one, and goes on where it stopped. */
  take(core: CoreApi, album: AlbumIdText): Promise<void>
}

/**
 * The files on their way into the core's queue. They are only in this page's memory until then, so the
 * page asks before it closes while some are left.
 */
export const createTaking = (forget: (sharedAs: string) => Promise<void> = forgetShared): Taking => {
  const [chosen, setChosen] = createSignal<Chosen>(nothingChosen)

  const letGo = (files: readonly ChosenFile[]): void => {
    for (const { sharedAs } of files) if (sharedAs !== null) void forget(sharedAs)
  }

  const take = async (core: CoreApi, album: AlbumIdText): Promise<void> => {
    if (chosen().phase === 'taking') return
    setChosen(started)
    for (let file = nextToTake(chosen()); file !== null; file = nextToTake(chosen())) {
      const { key, name, file: source } = file
      const result = await core.run<'intake.take'>({
        type: 'intake.take',
        album,
        name,
        source,
        replaces: null,
      })
      if (result.ok) letGo([file])
      setChosen(now => afterTaking(now, key, result))
    }
    if (chosen().phase === 'taking') setChosen(finished)
  }

  return {
    chosen,
    choose: files => setChosen(now => withFiles(now, files)),
    leaveOut: key => {
      letGo(chosen().files.filter(one => one.key === key))
      setChosen(now => withoutFile(now, key))
    },
    leaveAllOut: () => {
      letGo(chosen().files)
      setChosen(nothingChosen)
    },
    take,
  }
}

/** One for the page: it goes on while other screens are looked at. */
export const taking: Taking = createRoot(() => createTaking())
