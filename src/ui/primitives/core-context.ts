import { createContext, useContext } from 'solid-js'
import type { CoreApi } from '../../core/api.ts'

export const CoreContext = createContext<CoreApi>()

/** The core of this page. */
export const useCore = (): CoreApi => {
  const core = useContext(CoreContext)
  if (core === undefined) throw new Error('useCore needs <CoreContext.Provider> above it')
  return core
}
