import { render } from 'solid-js/web'
import { createApp } from '../../../src/ui/shell/app.tsx'
import '../../../src/ui/styles/index.css'
import { createSceneCore } from './scene-core.ts'
import { isSceneName, scenes } from './scenes.ts'

/** `?scene=` names the rows; kept for this tab, because places in the app carry no query. */
const asked = new URLSearchParams(location.search).get('scene') ?? sessionStorage.getItem('scene') ?? 'open'
sessionStorage.setItem('scene', asked)
const root = document.getElementById('root')
if (root !== null && isSceneName(asked)) render(createApp(createSceneCore(scenes[asked])), root)
