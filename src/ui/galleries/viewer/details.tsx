import { A } from '@solidjs/router'
import { For, lazy, Show, Suspense, type JSX } from 'solid-js'
import type { Credit, ImageId, WorkRow } from '../../../core/api.ts'
import { IconButton } from '../../components/index.ts'
import { paragraphsOf } from '../../profiles/paragraphs.ts'
import { personPath } from '../../profiles/person-address.ts'
import { albumPage, viewer, workDetails } from '../../strings/galleries.ts'
import { licenceNames, workAvailabilityNames } from '../../strings/gallery-editing.ts'
import { albumPath } from '../paths.ts'
import styles from './details.module.css'
import { Files } from './files.tsx'
import { Versions } from './versions.tsx'

const Talk = lazy(async () => ({ default: (await import('../../network/talk/talk.tsx')).Talk }))

interface DetailsProps {
  readonly work: WorkRow
  /** Of the image that is looked at. */
  readonly looked: ImageId
  readonly onLook: (image: ImageId) => void
  readonly onClose: () => void
  /** For one's own works. */
  readonly actions?: JSX.Element
  readonly headingRef: (heading: HTMLElement) => void
}

/** Everything that is known of a work, for those who step closer. */
export const Details = (props: DetailsProps) => (
  <aside class={styles['details']} aria-label={workDetails.title}>
    <div class={styles['head']}>
      <h2 ref={heading => props.headingRef(heading)} tabindex="-1">
        {workDetails.title}
      </h2>
      <IconButton icon="close" label={viewer.hideDetails} onPress={() => props.onClose()} />
    </div>
    <Show when={props.actions}>
      <div class={styles['actions']}>{props.actions}</div>
    </Show>
    <Show when={props.work.statement.trim()}>
      <div class={styles['statement']}>
        <For each={paragraphsOf(props.work.statement)}>{text => <p dir="auto">{text}</p>}</For>
      </div>
    </Show>
    <dl class={styles['facts']}>
      <Fact name={workDetails.fullTitle} text={props.work.fullTitle} />
      <Fact name={workDetails.album}>
        <A href={albumPath(props.work)}>
          <bdi>{props.work.albumTitle || albumPage.untitled}</bdi>
        </A>
      </Fact>
      <Show when={props.work.credits.length > 0}>
        <Fact name={workDetails.credits}>
          <ul>
            <For each={props.work.credits}>{credit => <CreditItem credit={credit} />}</For>
          </ul>
        </Fact>
      </Show>
      <Fact name={workDetails.description} text={props.work.alt} />
      <Show when={props.work.tags.length > 0}>
        <Fact name={workDetails.tags}>
          <ul class={styles['tags']}>
            <For each={props.work.tags}>
              {tag => (
                <li>
                  <A href={`/discover?tag=${encodeURIComponent(tag)}`} dir="auto">
                    {tag}
                  </A>
                </li>
              )}
            </For>
          </ul>
        </Fact>
      </Show>
      <Show when={props.work.availability !== 'unset'}>
        <Fact name={workDetails.availability} text={workAvailabilityNames[props.work.availability]} />
      </Show>
      <Fact name={workDetails.licence} text={licenceNames[props.work.licence]} />
      <Show when={props.work.noAi}>
        <Fact name={workDetails.noAi} text={workDetails.noAiSaid} />
      </Show>
      <Show when={props.work.isOwn}>
        <Fact name={workDetails.copy} text={albumPage.copies[props.work.copy]} />
      </Show>
    </dl>
    <Show when={props.work.versions.length > 1}>
      <Versions work={props.work} looked={props.looked} onLook={props.onLook} />
    </Show>
    <Files work={props.work} looked={props.looked} />
    <div class={styles['part']}>
      <Suspense>
        <Show when={props.work.id} keyed>
          {work => (
            <Talk
              target={{ kind: 'work', account: props.work.account, album: props.work.album, work }}
              appreciates
            />
          )}
        </Show>
      </Suspense>
    </div>
  </aside>
)

/** Left out when there is nothing to say. */
const Fact = (props: { readonly name: string; readonly text?: string; readonly children?: JSX.Element }) => (
  <Show when={props.text !== ''}>
    <div>
      <dt>{props.name}</dt>
      <dd dir="auto">{props.text ?? props.children}</dd>
    </div>
  </Show>
)

const CreditItem = (props: { readonly credit: Credit }) => (
  <li>
    <Show when={props.credit.account} fallback={<bdi>{props.credit.name}</bdi>}>
      {account => (
        <A href={personPath(account())}>
          <bdi>{props.credit.name}</bdi>
        </A>
      )}
    </Show>
    <Show when={props.credit.role !== ''}>
      , <bdi>{props.credit.role}</bdi>
    </Show>
  </li>
)
