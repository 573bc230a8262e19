import { render } from 'solid-js/web'
import { createApp } from '../../../src/ui/shell/app.tsx'
import '../../../src/ui/styles/index.css'
import { createEditingCore } from './editing-core.ts'
import { createSceneCore } from './scene-core.ts'
import { isSceneName, scenes } from './scenes.ts'

/** Like `main.tsx`, with a core that adds: `editing.html?scene=gallery&room=27&path=/add`. */
const asked = new URLSearchParams(location.search)
const scene = asked.get('scene') ?? 'gallery'
const room = asked.get('room')
history.replaceState(null, '', asked.get('path') ?? '/me')
const root = document.getElementById('root')
if (root !== null && isSceneName(scene)) {
  const core = createEditingCore(createSceneCore(scenes[scene]), room === null ? Infinity : Number(room))
  render(createApp(core), root)
}
