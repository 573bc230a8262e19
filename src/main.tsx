import { render } from 'solid-js/web'
import { applyRememberedAppearance } from './ui/primitives/create-appearance.ts'
import { listenForInstallOffer } from './ui/primitives/create-install.ts'
import { createApp } from './ui/shell/app.tsx'
import './ui/styles/index.css'
import { connectCore } from './worker/core-client.ts'

applyRememberedAppearance()
listenForInstallOffer()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
render(createApp(connectCore()), root)
