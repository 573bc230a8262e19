import { render } from 'solid-js/web'
import { createApp } from '../../../src/ui/shell/app.tsx'
import '../../../src/ui/styles/index.css'
import { prepareLarge } from './gallery/galleries.ts'
import { createSceneCore } from './scene-core.ts'
import { isSceneName, scenes } from './scenes.ts'

/** `?scene=` names the rows; kept for this tab, because places in the app carry no query. */
const asked = new URLSearchParams(location.search).get('scene') ?? sessionStorage.getItem('scene') ?? 'open'
sessionStorage.setItem('scene', asked)

const show = async (): Promise<void> => {
  const root = document.getElementById('root')
  if (root === null || !isSceneName(asked)) return
  const scene = scenes[asked]
  if (scene.gallery === 'large') await prepareLarge()
  render(createApp(createSceneCore(scene)), root)
}

void show()
