import { defineError } from '../base/error.ts'

/** Why a portal refuses to start with a plugin; each sentence says what to do. */
export const errors = {
  manifestMissing: defineError(
    'plugin.manifest-missing',
    500,
    'The package {package} has no "kreiswerk" field in its package.json; add the manifest or remove the package from the deployment',
  ),
  manifestInvalid: defineError(
    'plugin.manifest-invalid',
    500,
    'The manifest of {package} is not valid: {problem}. Ask its author, or install another version',
  ),
  contractGeneration: defineError(
    'plugin.contract-generation',
    500,
    '{package} is written for generation {found} of the plugin contract, this kernel supports {supported}. Install a version of it for this kernel',
  ),
  coreRange: defineError(
    'plugin.core-range',
    500,
    '{package} needs @kreiswerk/core {wanted}, installed is {found}. Install a fitting version of either',
  ),
  secondCopy: defineError(
    'plugin.second-copy',
    500,
    '{package} brings its own copy of {library} ({found}); the portal uses {wanted}. Run "npm dedupe" or align the versions',
  ),
  requirementMissing: defineError(
    'plugin.requirement-missing',
    500,
    'The plugin {plugin} needs {wanted} ({range}), which is not installed. Run "npm install {wanted}" and add it to the config',
  ),
  requirementRange: defineError(
    'plugin.requirement-range',
    500,
    'The plugin {plugin} needs {wanted} {range}, installed is {found}. Install a fitting version',
  ),
  cycle: defineError(
    'plugin.cycle',
    500,
    'These plugins need each other in a circle: {path}. One of them must make the other optional',
  ),
  clash: defineError(
    'plugin.clash',
    500,
    'The plugins {first} and {second} both claim the {kind} "{value}". Only one of them can be installed',
  ),
  settingsInvalid: defineError(
    'plugin.settings-invalid',
    500,
    'The settings of {plugin} in the config do not fit: {problem}',
  ),
  tablePrefix: defineError(
    'plugin.table-prefix',
    500,
    'The plugin {plugin} has a table {table}, but its manifest owns only tables that start with "{prefix}"',
  ),
  unknownPermission: defineError(
    'plugin.unknown-permission',
    500,
    '{place} asks for the permission {permission}, which no manifest declares',
  ),
  serviceTwice: defineError(
    'plugin.service-twice',
    500,
    'The plugins {first} and {second} both provide the service {service}',
  ),
  foreignPoint: defineError(
    'plugin.unknown-extension-point',
    500,
    '{plugin} contributes to {point}, which no installed plugin offers; list the plugin that offers it under "optional"',
  ),
  notAPlugin: defineError(
    'plugin.not-a-plugin',
    500,
    'Entry {position} of "plugins" in the config is not a plugin; call it like a function: plugins: [feedback()]',
  ),
  settingMissing: defineError(
    'plugin.setting-missing',
    500,
    'The environment variable {name} is not set, and the config gives no default for it',
  ),
  actionIncomplete: defineError(
    'plugin.action-incomplete',
    500,
    'The action {action} has no {part}; every action says who may use it and what it answers',
  ),
  pageIncomplete: defineError(
    'plugin.page-incomplete',
    500,
    'The page {path} of {plugin} has no allow; every page says who may see it',
  ),
  resting: defineError('plugin.resting', 503, 'The plugin {plugin} failed to start; what it has to do waits for it'),
  startFailed: defineError('plugin.start-failed', 500, 'The plugin {plugin} failed while starting: {problem}'),
}
