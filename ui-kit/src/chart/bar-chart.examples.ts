import type { ComponentExamples } from '../gallery/example.ts'
import { barChart } from './bar-chart.ts'

export const barChartExamples: ComponentExamples = {
  component: 'bar-chart',
  examples: [
    {
      name: 'per cent',
      render: () =>
        barChart({
          caption: 'Nicht wahrgenommene Termine',
          bars: [
            { label: 'Reisepass beantragen', value: 12, text: '12 %' },
            { label: 'Wohnsitz ummelden', value: 0, text: '0 %' },
            { label: 'Fundbüro', value: null, text: 'zu wenige' },
          ],
        }),
    },
  ],
}
