import { render } from 'solid-js/web'
import { createApp } from '../../../src/ui/shell/app.tsx'
import '../../../src/ui/styles/index.css'
import { createPeopleCore } from './people/people-core.ts'
import { changed, everybody, isStandingName, tomas } from './people/people.ts'
import { createSceneCore } from './scene-core.ts'
import { isSceneName, scenes } from './scenes.ts'

/**
 * Like `main.tsx`, with people: `people.html?path=/connections`. `?standing=received` is how one stands with Tomás, whose
 * page is `/people/othe…`; `&changed` has something to say about his devices, `&alone` leaves nobody else.
 */
const asked = new URLSearchParams(location.search)
const scene = asked.get('scene') ?? 'gallery'
const standing = asked.get('standing') ?? 'none'
history.replaceState(null, '', asked.get('path') ?? '/connections')
const root = document.getElementById('root')
if (root !== null && isSceneName(scene) && isStandingName(standing)) {
  const him = tomas(standing)
  const others = asked.has('alone') ? [] : everybody()
  const people = [asked.has('changed') ? changed(him) : him, ...others]
  render(createApp(createPeopleCore(createSceneCore(scenes[scene]), people)), root)
}
