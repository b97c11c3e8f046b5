import { buildPluginUi } from '@kreiswerk/ui-kit/vite'

await buildPluginUi()
