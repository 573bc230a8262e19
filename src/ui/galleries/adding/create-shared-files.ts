import { useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, onMount } from 'solid-js'
import { taking } from './create-taking.ts'
import { readShared, sharedLeft } from './shared-files.ts'

/** What other apps shared joins what is chosen here; the address forgets how many did not fit. */
export const createSharedFiles = () => {
  const [params, setParams] = useSearchParams<{ shared?: string; left?: string }>()
  const [arrived, setArrived] = createSignal(0)
  const [left] = createSignal(sharedLeft(params.left))
  const fetchShared = async (): Promise<void> => {
    const files = await readShared()
    taking.choose(files)
    setArrived(files.length)
  }
  onMount(() => void fetchShared())
  createEffect(() => {
    if (params.shared !== undefined) setParams({ shared: undefined, left: undefined }, { replace: true })
  })
  return { arrived, left }
}
