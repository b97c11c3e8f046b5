// The architecture as rules: which part of the repository may import which. `npm run lint` checks them.

/** From top to bottom; a layer imports the ones below it, those of one row also each other. */
const kernelLayers = [
  ['cli', 'testing'],
  ['portal'],
  ['plugin'],
  ['web'],
  ['action'],
  ['mail', 'auth', 'payments', 'scan'],
  ['audit'],
  ['vault'],
  ['storage'],
  ['base'],
]

const layerRules = kernelLayers.slice(1).map((row, index) => ({
  name: `kernel-layer-${row.join('-')}`,
  comment: `core/src/${row} must not import a layer above it; arrows run downward only.`,
  severity: 'error',
  from: { path: `^core/src/(${row.join('|')})/` },
  to: {
    path: `^core/src/(${kernelLayers
      .slice(0, index + 1)
      .flat()
      .join('|')})/`,
  },
}))

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'kernel-folder-without-layer',
      comment: 'Every folder of core/src stands in the order above.',
      severity: 'error',
      from: { path: `^core/src/(?!(${kernelLayers.flat().join('|')})/)[^/]+/` },
      to: {},
    },
    {
      name: 'kernel-index-only-for-others',
      comment: 'core/src/index.ts is what plugin authors import; the kernel itself names its own files.',
      severity: 'error',
      from: { path: '^core/src/', pathNot: '^core/src/index\\.ts$' },
      to: { path: '^core/src/index\\.ts$' },
    },
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kernel-knows-no-plugin',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(plugins|sample-deployment)/' },
    },
    {
      name: 'kernel-knows-no-element',
      comment: 'The server renders templates; elements belong to the browser.',
      severity: 'error',
      from: { path: '^core/src/' },
      to: { path: '^(@kreiswerk/)?ui-kit/(src/)?elements' },
    },
    {
      name: 'ui-kit-knows-no-kernel',
      severity: 'error',
      from: { path: '^ui-kit/' },
      to: { path: '^(core|plugins|sample-deployment)/' },
    },
    {
      name: 'plugins-meet-at-contracts',
      comment: 'A plugin imports another plugin only through its /contract.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/' },
      to: { path: '^plugins/', pathNot: ['^plugins/$1/', '^plugins/[^/]+/(src|dist)/contract\\.(ts|js|d\\.ts)$'] },
    },
    {
      name: 'plugins-know-no-deployment',
      severity: 'error',
      from: { path: '^plugins/' },
      to: { path: '^(sample-deployment|test|scripts)/' },
    },
    {
      name: 'packages-by-name',
      comment: 'Another package is imported by its name, so that its exports decide what is public.',
      severity: 'error',
      from: { path: '^(core|ui-kit|sample-deployment|plugins/[^/]+)/(src|ui)/' },
      to: {
        path: '^(core|ui-kit|sample-deployment|plugins/[^/]+)/',
        pathNot: '^$1/',
        dependencyTypes: ['local'],
      },
    },
    {
      name: 'not-resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)(dist|node_modules|\\.tap)/', '^test/packing/deployment/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
