import { A, Navigate, useParams } from '@solidjs/router'
import { For, Match, Show, Switch, type Component } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { Icon, LinkButton, PageHeading } from '../components/index.ts'
import { sectionHints, sectionNames, settingsWords } from '../strings/settings.ts'
import { AboutSection } from './about-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { createMediaQuery } from './create-media-query.ts'
import { DevicesSection } from './devices-section.tsx'
import { PassphraseSection } from './passphrase-section.tsx'
import { PrivacySection } from './privacy-section.tsx'
import { RecoverySection } from './recovery-section.tsx'
import { RelaySection } from './relay-section.tsx'
import { RemoveSection } from './remove-section.tsx'
import { isSectionName, sectionPath, sectionsInOrder, type SectionName } from './sections.ts'
import styles from './settings-page.module.css'
import { StorageSection } from './storage-section.tsx'

const sections: { readonly [Name in SectionName]: Component } = {
  devices: DevicesSection,
  recovery: RecoverySection,
  passphrase: PassphraseSection,
  privacy: PrivacySection,
  appearance: AppearanceSection,
  relay: RelaySection,
  storage: StorageSection,
  about: AboutSection,
  remove: RemoveSection,
}

/** On a phone a list that leads to each section; on a desk the list stays beside the section. */
export const SettingsPage = () => {
  const params = useParams<{ section?: string }>()
  const isWide = createMediaQuery('(min-width: 64rem)')
  const section = (): SectionName | undefined =>
    params.section !== undefined && isSectionName(params.section) ? params.section : undefined
  return (
    <Switch fallback={<UnknownSection />}>
      <Match when={params.section === undefined && isWide()}>
        <Navigate href={sectionPath('devices')} />
      </Match>
      <Match when={params.section === undefined}>
        <div class="page page-narrow">
          <PageHeading title={settingsWords.title}>{settingsWords.title}</PageHeading>
          <SectionList withHints />
        </div>
      </Match>
      <Match when={section()}>
        {name => (
          <div class={`page ${styles['panes']}`}>
            <Show when={isWide()} fallback={<BackToList />}>
              <SectionList withHints={false} />
            </Show>
            <Show when={name()} keyed>
              {shown => <Section name={shown} />}
            </Show>
          </div>
        )}
      </Match>
    </Switch>
  )
}

const Section = (props: { readonly name: SectionName }) => (
  <div class={styles['pane']}>
    <PageHeading title={sectionNames[props.name]}>{sectionNames[props.name]}</PageHeading>
    <Dynamic component={sections[props.name]} />
  </div>
)

const SectionList = (props: { readonly withHints: boolean }) => (
  <nav
    aria-label={settingsWords.sections}
    class={styles['list']}
    data-roomy={props.withHints ? '' : undefined}
  >
    <ul>
      <For each={sectionsInOrder}>
        {name => (
          <li>
            <A href={sectionPath(name)}>
              <span>{sectionNames[name]}</span>
              <Show when={props.withHints}>
                <span class="caption">{sectionHints[name]}</span>
              </Show>
            </A>
          </li>
        )}
      </For>
    </ul>
  </nav>
)

const BackToList = () => (
  <A href="/settings" class={styles['back']} end>
    <Icon name="back" />
    {settingsWords.back}
  </A>
)

const UnknownSection = () => (
  <div class="page page-narrow">
    <PageHeading title={settingsWords.unknownTitle}>{settingsWords.unknownTitle}</PageHeading>
    <p class="lead">{settingsWords.unknown}</p>
    <div>
      <LinkButton href="/settings">{settingsWords.back}</LinkButton>
    </div>
  </div>
)
