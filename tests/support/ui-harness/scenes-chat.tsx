import { render } from 'solid-js/web'
import { createApp } from '../../../src/ui/shell/app.tsx'
import '../../../src/ui/styles/index.css'
import { createChatCore } from './chat/chat-core.ts'
import { chatScenes, isChatScene } from './chat/scenes.ts'
import { createSceneCore } from './scene-core.ts'
import { scenes } from './scenes.ts'

/** Like `main.tsx`, with conversations: `chat.html?scene=busy&path=/messages`. `says=2` lets somebody write every 2 s. */
const asked = new URLSearchParams(location.search)
const scene = asked.get('scene') ?? 'busy'
history.replaceState(null, '', asked.get('path') ?? '/messages')
const root = document.getElementById('root')
if (root !== null && isChatScene(scene)) {
  const core = createChatCore(createSceneCore(scenes.gallery), chatScenes[scene]())
  const seconds = Number(asked.get('says') ?? 0)
  if (seconds > 0) setInterval(() => core.say(), seconds * 1000)
  render(createApp(core), root)
}
