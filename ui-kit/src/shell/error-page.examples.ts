import { errorPage } from './error-page.ts'
import type { ComponentExamples } from '../gallery/example.ts'

export const errorPageExamples: ComponentExamples = {
  component: 'error-page',
  examples: [403, 404, 500, 503].map((status) => ({
    name: String(status),
    render: () => errorPage({ status, reference: status === 500 ? '7f3a-91bc' : undefined }),
  })),
}
