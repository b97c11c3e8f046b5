import t from 'tap'
import { conformance } from '@kreiswerk/core/testing'
import hello from './hello-plugin/src/plugin.ts'

t.test('the plugin that the documentation calls complete conforms', conformance(hello()))
