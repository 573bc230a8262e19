import { useLocation } from '@solidjs/router'
import { createEffect, onMount } from 'solid-js'
import type { ParentProps } from 'solid-js'
import { nameTab } from '../primitives/document-title.ts'

/** The place whose heading was last shown, so that the first one of a page load takes no focus. */
let lastPlace: string | null = null

/**
 * The one h1 of a screen. It names the tab, and takes the focus when it is a new place's, so that screen
 * readers say where one has come to and the next Tab starts at the top.
 */
export const PageHeading = (
  props: ParentProps<{
    /** The tab's title, without the app's name. */
    readonly title: string
    /** Tells apart screens that share an address. Read once. */
    readonly step?: string
    readonly class?: string
  }>,
) => {
  let heading: HTMLHeadingElement | undefined
  createEffect(() => {
    nameTab(props.title)
  })
  // The router's own: the browser's still names the old place while a new one is being drawn.
  const address = useLocation()
  onMount(() => {
    const place = `${address.pathname}#${props.step ?? ''}`
    if (lastPlace !== null && lastPlace !== place) heading?.focus({ preventScroll: true })
    lastPlace = place
  })
  return (
    <h1 ref={found => (heading = found)} tabindex="-1" class={props.class}>
      {props.children}
    </h1>
  )
}
