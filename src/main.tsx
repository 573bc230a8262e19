import { render } from 'solid-js/web'
import { applyRememberedAppearance } from './ui/primitives/create-appearance.ts'
import { listenForInstallOffer } from './ui/primitives/create-install.ts'
import { createApp } from './ui/shell/app.tsx'
import { Insecure } from './ui/shell/states.tsx'
import './ui/styles/index.css'
import { connectCore } from './worker/core-client.ts'

applyRememberedAppearance()
listenForInstallOffer()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
// Elsewhere than at https or localhost, browsers withhold what keys are kept with.
render(isSecureContext ? createApp(connectCore()) : Insecure, root)
