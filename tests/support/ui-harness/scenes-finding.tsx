import { render } from 'solid-js/web'
import { createApp } from '../../../src/ui/shell/app.tsx'
import '../../../src/ui/styles/index.css'
import { createFindingCore } from './finding/finding-core.ts'
import { createPeopleCore } from './people/people-core.ts'
import { everybody, tomas } from './people/people.ts'
import { createSceneCore } from './scene-core.ts'
import { isSceneName, scenes } from './scenes.ts'

/**
 * Like `people.html`, with finding, following and notifications: `finding.html?path=/discover?part=people`.
 * `&directory=offline` is what becomes of a question to the relay; `&alone` leaves nobody to be found.
 */
const asked = new URLSearchParams(location.search)
const scene = asked.get('scene') ?? 'gallery'
history.replaceState(null, '', asked.get('path') ?? '/discover?part=people')
const root = document.getElementById('root')
if (root !== null && isSceneName(scene)) {
  const people = createPeopleCore(createSceneCore(scenes[scene]), [tomas('none'), ...everybody()])
  const core = createFindingCore(people, {
    directory: asked.get('directory') ?? 'answered',
    isAlone: asked.has('alone'),
  })
  render(createApp(core), root)
}
