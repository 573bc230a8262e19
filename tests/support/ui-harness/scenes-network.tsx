import { render } from 'solid-js/web'
import { createApp } from '../../../src/ui/shell/app.tsx'
import '../../../src/ui/styles/index.css'
import { createNetworkCore } from './network/network-core.ts'
import { isNetworkScene, networkScenes } from './network/scenes.ts'
import { createPeopleCore } from './people/people-core.ts'
import { everybody } from './people/people.ts'
import { createSceneCore } from './scene-core.ts'
import { scenes } from './scenes.ts'

/**
 * Like `main.tsx`, with posts: `network.html?scene=busy&path=/home`. `?says=5` lets somebody post every 5 s; `?state=deleted`
 * is how the post of an address without one stands.
 */
const asked = new URLSearchParams(location.search)
const scene = asked.get('scene') ?? 'busy'
history.replaceState(null, '', asked.get('path') ?? '/home')
const root = document.getElementById('root')
if (root !== null && isNetworkScene(scene)) {
  const people = createPeopleCore(createSceneCore(scenes.gallery), everybody())
  const core = createNetworkCore(people, networkScenes[scene](), asked.get('state') ?? 'offline')
  const seconds = Number(asked.get('says') ?? 0)
  if (seconds > 0) setInterval(() => core.say(), seconds * 1000)
  render(createApp(core), root)
}
