import { createMemo, createSignal, For, Show, untrack } from 'solid-js'
import type { ProfileLink, ProfileRow } from '../../core/api.ts'
import { Button, ErrorWords } from '../components/index.ts'
import { createCommand, createKeptSignal } from '../primitives/index.ts'
import { linksEditor } from '../strings/profiles.ts'
import { LinkRow } from './link-row.tsx'
import styles from './links-editor.module.css'

/** Links as rows of words and address. A row begun here counts once it has an address. */
export const LinksEditor = (props: { readonly profile: ProfileRow }) => {
  const [begun, setBegun] = createKeptSignal(untrack(() => `links.${props.profile.account}`))
  const [announcement, setAnnouncement] = createSignal('')
  const remove = createCommand('profile.edit')
  let section: HTMLElement | undefined

  const linkOf = (id: string): ProfileLink | undefined => props.profile.links.find(link => link.id === id)
  const begunIds = (): readonly string[] =>
    begun()
      .split(' ')
      .filter(id => id !== '')
  const ids = createMemo(() => {
    const saved = props.profile.links.map(({ id }) => id)
    return [...saved, ...begunIds().filter(id => !saved.includes(id))]
  })

  const add = (): void => {
    setBegun([...begunIds(), crypto.randomUUID()].join(' '))
    section?.querySelector<HTMLElement>('li:last-child input')?.focus()
  }
  const removeRow = (id: string): void => {
    const isSaved = linkOf(id) !== undefined
    setBegun(
      begunIds()
        .filter(one => one !== id)
        .join(' '),
    )
    setAnnouncement(linksEditor.removed)
    section?.querySelector<HTMLElement>(':scope > :last-child button')?.focus()
    if (isSaved) void remove.run({ edit: { field: 'link-removed', id } })
  }

  return (
    <section ref={found => (section = found)} class={styles['editor']} aria-label={linksEditor.legend}>
      <h2>{linksEditor.legend}</h2>
      <Show when={ids().length > 0} fallback={<p class="caption">{linksEditor.none}</p>}>
        <ul class={styles['rows']}>
          <For each={ids()}>
            {(id, at) => (
              <LinkRow
                account={props.profile.account}
                id={id}
                number={at() + 1}
                link={linkOf(id)}
                onRemove={() => removeRow(id)}
              />
            )}
          </For>
        </ul>
      </Show>
      <ErrorWords error={remove.error() ?? null} />
      <p class="visually-hidden" role="status">
        {announcement()}
      </p>
      <div>
        <Button icon="plus" onPress={add}>
          {linksEditor.add}
        </Button>
      </div>
    </section>
  )
}
