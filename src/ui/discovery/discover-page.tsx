import { useSearchParams } from '@solidjs/router'
import { Match, Switch } from 'solid-js'
import { PageHeading } from '../components/index.ts'
import { PartLinks } from '../components/part-links.tsx'
import { discoverWords } from '../strings/discovery.ts'
import { createSearch } from './create-search.ts'
import styles from './discover-page.module.css'
import { discoverPath, partOf, parts, type DiscoverParams } from './discover-search.ts'
import { OpenPerson } from './open-person.tsx'
import { PeoplePart } from './people-part.tsx'
import { ResultsPart } from './results-part.tsx'
import { WorksPart } from './works-part.tsx'

/** Works and people that this device knows, what the relay's directory adds, and the way to people who are in neither. */
export const DiscoverPage = () => {
  const [params] = useSearchParams<DiscoverParams & Record<string, string>>()
  const search = createSearch()
  return (
    <div class={`page ${styles['page']}`}>
      <PageHeading title={discoverWords.title}>{discoverWords.title}</PageHeading>
      <PartLinks
        label={discoverWords.parts}
        parts={parts}
        shown={partOf(params)}
        name={part => discoverWords.partNames[part]}
        href={part => discoverPath(part, search.typed())}
      />
      <Switch>
        <Match when={partOf(params) === 'works'}>
          <WorksPart search={search} />
        </Match>
        <Match when={partOf(params) === 'people'}>
          <PeoplePart search={search} />
        </Match>
        <Match when={partOf(params) === 'all'}>
          <ResultsPart search={search} />
        </Match>
      </Switch>
      <section class="section" aria-labelledby="open-person">
        <h2 id="open-person">{discoverWords.person}</h2>
        <OpenPerson />
      </section>
    </div>
  )
}
