import { buildPluginUi } from '@kreiswerk/ui-kit/vite'

await buildPluginUi({ root: new URL('.', import.meta.url) })
